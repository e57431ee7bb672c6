package io.parley.faults.input;

import io.parley.faults.Expectation;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.NotStruck;
import io.parley.faults.PromiseBroken;
import io.parley.faults.RestartCount;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fault in which gateways write records that can be decoded and have one field at a bound or one
 * beyond it. Every field of every input topic is varied. The records that {@link Refusals} names
 * must become dead letters, each once for each job that refuses it, and no other record may. No job
 * may stop or restart. The checker judges that each command has one outcome.
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
  public Expectation expectation() {
    return Expectation.holds().withDeadLetters("records with ids and times beyond their bounds");
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
      long now = System.currentTimeMillis();
      write(run, bounds.sessions(now));
      write(run, bounds.gateways(now));
      demandWritten(Duration.ofMillis(System.currentTimeMillis() - now));
      DeadLetters expected = bounds.expected();
      DeadLetters found = new DeadLetters();
      run.await(
          "dead letters " + expected,
          () -> {
            letters.poll().forEach(found::add);
            return expected.without(found).isEmpty();
          });
      run.talk(WORKING);
      letters.readToEnd().forEach(found::add);
      run.mark("dead letters: " + found);
      demandNoOthers(found, expected);
    }
    restarts.assertUnchanged(run, "A record at its bounds");
  }

  private static void write(FaultRun run, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    run.write(records);
    run.mark("%d records of %s".formatted(records.size(), records.get(0).topic()));
  }

  /**
   * Checks that the broker had the records before a time in one of them could come within its
   * bound.
   *
   * @param took the time from the making of the records until the broker had them
   * @throws NotStruck if it took too long
   */
  static void demandWritten(Duration took) {
    if (took.compareTo(BoundaryRecords.MARGIN) >= 0) {
      throw new NotStruck(
          "the broker had the records after %s, so times beyond the bound may be within it"
              .formatted(took));
    }
  }

  /**
   * Checks that no dead letter came beyond the expected ones.
   *
   * @throws PromiseBroken if one came
   */
  static void demandNoOthers(DeadLetters found, DeadLetters expected) {
    DeadLetters others = found.without(expected);
    if (!others.isEmpty()) {
      throw new PromiseBroken(
          "Records within their bounds became dead letters, or a record became one twice: "
              + others);
    }
  }
}
