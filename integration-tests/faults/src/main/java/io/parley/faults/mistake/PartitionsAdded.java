package io.parley.faults.mistake;

import static io.parley.schemas.broker.BrokerAnswers.await;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.faults.Expectation;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.StackRequirements;
import io.parley.faults.network.DeadLetterHeader;
import io.parley.gateway.client.KeyPartition;
import io.parley.infra.kafka.TopicReader;
import io.parley.pipeline.PipelineJob;
import io.parley.pipeline.run.RecoveryClock;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.topic.DeadLetterHeaders;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.simulator.Count;
import io.parley.simulator.FleetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fault in which somebody adds a partition to the topic of commands while people talk. Keys move
 * to other partitions for a gateway that knows of it. What such a gateway writes to a partition
 * that is not the key's becomes a dead letter, and nobody's order suffers. The running job goes on.
 * When it starts the next time it must refuse, and name the way out: a new generation of the topic,
 * which the operator then takes.
 *
 * <p>The people's gateways do not learn of the new partition within the case. What a gateway writes
 * to the new partition itself lies there unread, because no task reads it. The refusal tells.
 */
public final class PartitionsAdded implements Fault {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int STRAYS = 10;
  private static final Pattern WORDS =
      Pattern.compile(
          "Topic chat.commands has \\d+ partitions, but the job's state was made when it had"
              + " \\d+.*? chat.commands can move to a new topic .*? jobs/ingest/GENERATIONS.md says"
              + " how");

  @Override
  public String name() {
    return "partitions-added";
  }

  @Override
  public String what() {
    return "Add a partition to chat.commands; restart ingest, and move it to a new topic.";
  }

  @Override
  public StackRequirements requirements() {
    return StackRequirements.DEFAULT.onOwnStack();
  }

  @Override
  public FleetSettings people(long seed) {
    return FleetSettings.calm(seed);
  }

  @Override
  public Expectation expectation() {
    return Expectation.holds()
        .withDeadLetters("commands in a partition that is not their key's, from any gateway");
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    try (Admin admin =
            Admin.create(Map.of("bootstrap.servers", run.pipeline().stack().bootstrapServers()));
        TopicReader letters = run.committedFromNow(Topics.DEAD_LETTERS)) {
      int before =
          await(admin.describeTopics(List.of(Topics.COMMANDS)).allTopicNames())
              .get(Topics.COMMANDS)
              .partitions()
              .size();
      await(
          admin
              .createPartitions(Map.of(Topics.COMMANDS, NewPartitions.increaseTo(before + 1)))
              .all());
      run.mark("%s has %d partitions instead of %d".formatted(Topics.COMMANDS, before + 1, before));
      List<ProducerRecord<byte[], byte[]>> strays = strays(run, before);
      run.write(strays);
      awaitDeadLetters(run, letters, strays);
      long stored = run.fleet().tally().of(Count.STORED);
      run.await("an ack", () -> run.fleet().tally().of(Count.STORED) > stored);
      run.mark("the running job goes on");
      run.fleet().drain(PATIENCE);
      run.mark("everybody has everything, and nobody talks any more");
      moveOn(run, admin, before + 1);
    }
  }

  /** Commands as a gateway writes them that knows of the new partition, to the old ones. */
  private static List<ProducerRecord<byte[], byte[]>> strays(FaultRun run, int before)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> strays = new ArrayList<>();
    String tag = "stray-" + run.chance().between(1, Integer.MAX_VALUE - 1);
    try (ConfluentSchemaLookup registry = run.pipeline().stack().services().connectRegistry()) {
      RecordEncoder<ConversationCommand> encoder =
          RecordEncoder.of(ConversationCommand.class, Topics.COMMANDS, registry);
      for (int n = 0; strays.size() < STRAYS; n++) {
        String key = tag + "-" + n;
        int partition = KeyPartition.of(key, before + 1);
        if (partition < before && partition != KeyPartition.of(key, before)) {
          ConversationCommand command =
              new ConversationCommand(
                  key, key, "nobody", "nobody-phone", "no-gateway", 0L, new DeleteMessage(1L));
          strays.add(
              new ProducerRecord<>(
                  Topics.COMMANDS, partition, key.getBytes(UTF_8), encoder.encode(command)));
        }
      }
    }
    return strays;
  }

  private static void awaitDeadLetters(
      FaultRun run, TopicReader letters, List<ProducerRecord<byte[], byte[]>> strays) {
    Set<String> missing = new TreeSet<>();
    strays.forEach(stray -> missing.add(new String(stray.key(), UTF_8)));
    run.await(
        "dead letters of " + missing,
        () -> {
          letters.poll().stream()
              .filter(
                  letter ->
                      DeadLetterHeader.of(letter, DeadLetterHeaders.REASON)
                          .equals("WRONG_PARTITION"))
              .forEach(letter -> missing.remove(new String(letter.key(), UTF_8)));
          return missing.isEmpty();
        });
    run.mark(STRAYS + " commands in the wrong partition are dead letters: WRONG_PARTITION");
  }

  /** The operator restarts ingest, reads the refusal, and takes the way that it names. */
  private static void moveOn(FaultRun run, Admin admin, int partitions) throws Exception {
    PipelineJob job = PipelineJob.INGEST;
    RecoveryClock clock = run.clock();
    String savepoint =
        run.pipeline().flink().stopWithSavepoint(run.pipeline().jobId(job), DEADLINE);
    new RefusedStart(run).demand(job, Optional.of(savepoint), WORDS);
    NextGeneration.create(admin, partitions, run.pipeline().stack().registryUrl());
    run.pipeline()
        .resume(
            job,
            run.pipeline().settings(job).with("ingest.commands-topic", NextGeneration.TOPIC),
            savepoint);
    clock.awaitRunning();
    run.recovered(clock.recovery("the move to " + NextGeneration.TOPIC));
  }
}
