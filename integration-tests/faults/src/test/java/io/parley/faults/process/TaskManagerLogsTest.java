package io.parley.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.pipeline.PipelineJob;
import org.junit.jupiter.api.Test;

/** Tests that a commit that failed counts for the job whose transaction it was. */
class TaskManagerLogsTest {

  private static final String LINE =
      "17:21:09.202 WARN  [Committer (1/2)#0] KafkaCommitter - Unable to commit transaction"
          + " (CommitRequestImpl{state=RECEIVED, numRetries=0, committable=KafkaCommittable{"
          + "producerId=21, epoch=18, transactionalId='%s', producer=null}}) because its producer"
          + " is already fenced.";

  @Test
  void theTransactionalIdTellsTheJob() {
    assertThat(names("parley-ingest-chat.events-0-1")).isTrue();
    assertThat(names("parley-routing-chat.deliveries-1-0")).isFalse();
    assertThat(names("parley-receipts-chat.message-status-1-0")).isFalse();
  }

  private static boolean names(String id) {
    return TaskManagerLogs.namesTransactionOf(PipelineJob.INGEST, LINE.formatted(id));
  }
}
