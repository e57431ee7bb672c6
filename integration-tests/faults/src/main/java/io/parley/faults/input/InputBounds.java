package io.parley.faults.input;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.RestartCount;
import io.parley.faults.network.DeadLetterHeader;
import io.parley.faults.network.DeadLetterOrigins;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.topic.DeadLetterHeaders;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fault in which gateways write records that can be decoded and have one field at a bound or one
 * beyond it. Every field of every input topic is varied. Each record with an invalid id must become
 * a dead letter. No job may stop or restart. The checker judges that each command has one outcome.
 */
public final class InputBounds implements Fault {

  private static final Duration WORKING = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "input-bounds";
  }

  @Override
  public String what() {
    return "Every field of every input record at its bounds, and one beyond.";
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    RestartCount restarts = RestartCount.now(run);
    try (ConfluentSchemaLookup registry = run.pipeline().stack().services().connectRegistry();
        TopicReader letters = run.committedFromNow(Topics.DEAD_LETTERS)) {
      String tag = "bounds-" + run.chance().between(1, Integer.MAX_VALUE - 1);
      BoundaryRecords bounds = new BoundaryRecords(registry, tag);
      run.write(List.of(bounds.opening()));
      write(run, bounds.commands());
      // A receipt for an event that is yet to come acknowledges what the router knows by then, so
      // the router must know all events before such receipts come.
      run.talk(WORKING);
      write(run, bounds.receipts());
      write(run, bounds.sessions());
      write(run, bounds.gateways());
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      awaitDeadLetters(run, letters, bounds.withInvalidIds(), found);
      run.talk(WORKING);
      found.addAll(letters.readToEnd());
      run.mark("dead letters: " + byReason(found));
    }
    restarts.assertUnchanged(run, "A record at its bounds");
  }

  private static void write(FaultRun run, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    run.write(records);
    run.mark("%d records of %s".formatted(records.size(), records.get(0).topic()));
  }

  /** Each record with an id beyond its bounds is set aside, once by each job that reads it. */
  private static void awaitDeadLetters(
      FaultRun run,
      TopicReader letters,
      Map<String, Set<ByteBuffer>> bad,
      List<ConsumerRecord<byte[], byte[]>> found) {
    DeadLetterOrigins expected = new DeadLetterOrigins();
    bad.forEach((topic, values) -> expected.expect(topic, values.size()));
    DeadLetterOrigins bySource = new DeadLetterOrigins();
    bySource.await(
        run,
        expected,
        () -> {
          List<ConsumerRecord<byte[], byte[]>> more = letters.poll();
          found.addAll(more);
          return more.stream().filter(letter -> isOneOf(bad, letter)).toList();
        });
    run.mark("dead letters of invalid ids: " + bySource);
  }

  private static boolean isOneOf(
      Map<String, Set<ByteBuffer>> bad, ConsumerRecord<byte[], byte[]> letter) {
    String topic = DeadLetterHeader.of(letter, DeadLetterHeaders.SOURCE_TOPIC);
    return letter.value() != null
        && bad.getOrDefault(topic, Set.of()).contains(ByteBuffer.wrap(letter.value()));
  }

  private static Map<String, Integer> byReason(List<ConsumerRecord<byte[], byte[]>> letters) {
    Map<String, Integer> counts = new TreeMap<>();
    letters.forEach(
        letter ->
            counts.merge(
                DeadLetterHeader.of(letter, DeadLetterHeaders.SOURCE_TOPIC)
                    + " "
                    + DeadLetterHeader.of(letter, DeadLetterHeaders.REASON),
                1,
                Integer::sum));
    return counts;
  }
}
