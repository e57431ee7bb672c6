package io.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.deadletter.DeadLetter;
import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.deadletter.DeadLetterSerializer;
import io.parley.common.kafka.KafkaSinks;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.JobArguments;
import io.parley.common.options.KafkaOptions;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class JobShapeTest {

  private final StreamExecutionEnvironment environment =
      StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());

  @Test
  void aJobWithUidsAndItsOwnTypesPassesAndItsOperatorsAreNamed() {
    letters().sinkTo(sink("ingest")).uid("sink").name("Dead letters");

    assertThat(JobShape.check(environment)).contains("Source: Letters", "Dead letters: Writer");
  }

  @Test
  void anOperatorWithoutAUidIsFound() {
    letters().sinkTo(new DiscardingSink<>()).name("Nothing");

    assertThatThrownBy(() -> JobShape.check(environment))
        .hasMessageContaining("Auto generated UIDs");
  }

  @Test
  void aTypeThatFallsBackToKryoIsFound() {
    letters()
        .map(letter -> (Object) letter)
        .returns(TypeInformation.of(Object.class))
        .uid("object")
        .name("Object")
        .sinkTo(new DiscardingSink<>())
        .uid("sink")
        .name("Nothing");

    assertThatThrownBy(() -> JobShape.check(environment))
        .hasMessageContaining("'Object' uses Kryo");
  }

  @Test
  void twoOperatorsOfOneNameAreFound() {
    letters()
        .map(l -> 1)
        .returns(Types.INT)
        .uid("a")
        .name("Source: Letters")
        .sinkTo(new DiscardingSink<>())
        .uid("sink")
        .name("Nothing");

    assertThatThrownBy(() -> JobShape.check(environment)).hasMessageContaining("name of its own");
  }

  @Test
  void aKeyedOperatorThatIsNotDescribedIsFound() {
    letters()
        .keyBy(letter -> 1)
        .map(letter -> 1)
        .returns(Types.INT)
        .uid("a")
        .name("Count")
        .sinkTo(new DiscardingSink<>())
        .uid("sink")
        .name("Nothing");

    assertThatThrownBy(() -> JobShape.check(environment))
        .hasMessageContaining("the description of the operator 'Count'");
  }

  @Test
  void aFilterBeforeTheDecodingIsFound() {
    letters()
        .filter(letter -> true)
        .uid("some-letters")
        .name("Some letters")
        .map(letter -> 1)
        .returns(Types.INT)
        .uid("decode-letters")
        .name("Decode letters")
        .sinkTo(new DiscardingSink<>())
        .uid("sink")
        .name("Nothing");

    assertThatThrownBy(() -> JobShape.check(environment))
        .hasMessageContaining("what comes before the operator 'Decode letters'");
  }

  @Test
  void twoSinksThatShareTheirTransactionalIdsAreFound() {
    DataStream<DeadLetter> letters = letters();
    letters.sinkTo(sink("ingest")).uid("one").name("One");
    letters.sinkTo(sink("ingest")).uid("two").name("Two");

    assertThatThrownBy(() -> JobShape.check(environment))
        .hasMessageContaining("sinks with the transactional ids parley-ingest-letters");
  }

  private DataStream<DeadLetter> letters() {
    SourceRecord source = new SourceRecord("t", 0, 0, 0, true, null, null, null);
    return environment
        .fromData(
            TypeInformation.of(DeadLetter.class), new DeadLetter(source, DeadLetterReason.EMPTY))
        .uid("letters")
        .name("Letters");
  }

  private static Sink<DeadLetter> sink(String job) {
    KafkaOptions kafka =
        JobArguments.parse(
                List.of(KafkaOptions.GROUP),
                new String[] {"--kafka.bootstrap-servers=localhost:1"},
                KafkaOptions::read)
            .options();
    return KafkaSinks.transactional(
        kafka, TestJobs.named(job), "", new DeadLetterSerializer("letters", job, 10_000));
  }
}
