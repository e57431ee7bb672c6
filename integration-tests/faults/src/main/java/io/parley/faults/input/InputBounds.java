package io.parley.faults.input;

import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.RestartCount;
import io.parley.faults.network.DeadLetterHeader;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.topic.DeadLetterHeaders;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fault in which gateways write records that can be decoded and have one field at a bound or one
 * beyond it. Every field of every input topic is varied. No job may stop or restart. The checker
 * judges that each command has one outcome.
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
      run.talk(WORKING);
      run.mark("dead letters: " + byReason(letters.readToEnd()));
    }
    restarts.assertUnchanged(run, "A record at its bounds");
  }

  private static void write(FaultRun run, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    run.write(records);
    run.mark("%d records of %s".formatted(records.size(), records.get(0).topic()));
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
