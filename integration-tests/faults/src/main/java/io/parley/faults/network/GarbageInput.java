package io.parley.faults.network;

import io.parley.faults.Expectation;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.RestartCount;
import io.parley.infra.kafka.TopicReader;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Garbage among the records that gateways write. Each becomes a dead letter of each job that reads
 * it, or a rejection, and no job restarts. That each command has one outcome the checker says.
 *
 * <p>{@code chat.events} gets none: only ingest writes there, and the checker takes a foreign
 * record for a phantom. How readers set it aside the jobs' own tests show.
 */
public final class GarbageInput implements Fault {

  @Override
  public String name() {
    return "garbage";
  }

  @Override
  public String what() {
    return "Hostile, random and senseless records among what gateways write.";
  }

  @Override
  public Expectation expectation() {
    return Expectation.holds().withDeadLetters("garbage that no job can process");
  }

  @Override
  public void inflict(FaultRun run) throws Exception {
    RestartCount restarts = RestartCount.now(run);
    try (ConfluentSchemaLookup registry =
            ConfluentSchemaLookup.connect(List.of(run.pipeline().stack().registryUrl()), Map.of());
        TopicReader letters = run.committedFromNow(Topics.DEAD_LETTERS)) {
      Garbage garbage = new Garbage(registry, run.chance());
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      DeadLetterOrigins expected = new DeadLetterOrigins();
      for (String topic :
          List.of(Topics.COMMANDS, Topics.RECEIPTS, Topics.SESSIONS, Topics.GATEWAYS)) {
        List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>(garbage.undecodable(topic));
        bad.addAll(garbage.outOfBounds(topic));
        expected.expect(topic, bad.size());
        records.addAll(bad);
      }
      run.write(records);
      run.mark(records.size() + " undecodable records and values out of bounds are sent");
      DeadLetterOrigins found = new DeadLetterOrigins();
      found.await(run, expected, letters::poll);
      run.mark("dead letters: " + found);
      List<ProducerRecord<byte[], byte[]>> senseless =
          garbage.senseless("g" + run.chance().between(1, Integer.MAX_VALUE - 1));
      run.write(senseless);
      run.mark(senseless.size() + " senseless commands are sent");
      expected.expect(Topics.COMMANDS, Garbage.SENSELESS_WITHOUT_ENVELOPE);
      found.await(run, expected, letters::poll);
      run.mark("dead letters: " + found);
    }
    restarts.assertUnchanged(run, "Garbage");
  }
}
