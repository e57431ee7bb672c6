package io.parley.ingest.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.common.options.JobArguments;
import io.parley.common.testing.JobRig;
import io.parley.infra.local.junit.LocalServers;
import io.parley.ingest.IngestOptions;
import io.parley.ingest.topics.IngestSources;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.RecordEncoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The job's place on the servers, and the gateway's side of it. */
public final class IngestRig extends JobRig {

  private static final List<String> TOPICS =
      List.of(Topics.COMMANDS, Topics.EVENTS, Topics.ACKS, Topics.DEAD_LETTERS);

  private final RecordEncoder<ConversationCommand> encoder;

  /** Creates all of it; see {@link JobRig}. */
  public IngestRig(LocalServers servers, String name, int partitions) throws Exception {
    super(servers, name, partitions, TOPICS);
    this.encoder = RecordEncoder.of(ConversationCommand.class, topic(Topics.COMMANDS), schemas());
  }

  /** The job's options for this rig. */
  public IngestOptions options(String... more) {
    return JobArguments.parse(IngestOptions.GROUPS, arguments(name(), more), IngestOptions::read)
        .options();
  }

  /** What the job reads on this rig. */
  public IngestSources sources(String... more) {
    return IngestSources.of(options(more));
  }

  /** Sends commands in order, and returns when the broker has all of them. */
  public void send(List<ConversationCommand> commands) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConversationCommand command : commands) {
      records.add(record(command));
    }
    kafka().send(records);
  }

  /** The record of a command, as a gateway makes it. */
  public ProducerRecord<byte[], byte[]> record(ConversationCommand command) throws Exception {
    return new ProducerRecord<>(
        topic(Topics.COMMANDS),
        command.getConversationId().getBytes(UTF_8),
        encoder.encode(command));
  }
}
