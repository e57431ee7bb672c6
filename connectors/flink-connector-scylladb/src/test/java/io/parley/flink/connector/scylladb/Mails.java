package io.parley.flink.connector.scylladb;

import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** The mails of an operator that runs in one of Flink's harnesses. */
final class Mails {

  private Mails() {}

  /** Runs the mails that wait. */
  static void run(AbstractStreamOperatorTestHarness<?> harness) throws Exception {
    TaskMailbox mailbox = harness.getTaskMailbox();
    while (mailbox.hasMail()) {
      mailbox.take(TaskMailbox.MIN_PRIORITY).run();
    }
  }
}
