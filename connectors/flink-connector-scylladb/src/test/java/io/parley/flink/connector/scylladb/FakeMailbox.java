package io.parley.flink.connector.scylladb;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * A mailbox of one thread. Where the real one would sleep for ever, this one runs what the test
 * said shall happen meanwhile, and fails if there is nothing.
 */
final class FakeMailbox implements MailboxExecutor {

  private final Queue<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();
  private final Queue<Runnable> meanwhile = new ArrayDeque<>();
  private int mailsEver;

  /** The next time the task blocks without mail, {@code event} happens. */
  FakeMailbox whenBlocked(Runnable event) {
    meanwhile.add(event);
    return this;
  }

  /** Whether everything that was to happen while the task blocks has happened. */
  boolean blockedAsExpected() {
    return meanwhile.isEmpty();
  }

  int mailsEver() {
    return mailsEver;
  }

  void runAll() {
    while (tryYield()) {
      // Each call runs one mail.
    }
  }

  @Override
  public void execute(
      MailOptions options,
      ThrowingRunnable<? extends Exception> command,
      String description,
      Object... arguments) {
    mails.add(command);
    mailsEver++;
  }

  @Override
  public void yield() {
    while (mails.isEmpty()) {
      if (meanwhile.isEmpty()) {
        throw new IllegalStateException("The task blocks and nothing would ever wake it.");
      }
      meanwhile.poll().run();
    }
    tryYield();
  }

  @Override
  public boolean tryYield() {
    ThrowingRunnable<? extends Exception> mail = mails.poll();
    if (mail == null) {
      return false;
    }
    try {
      mail.run();
    } catch (Exception e) {
      throw new FlinkRuntimeException(e);
    }
    return true;
  }

  @Override
  public boolean shouldInterrupt() {
    return false;
  }
}
