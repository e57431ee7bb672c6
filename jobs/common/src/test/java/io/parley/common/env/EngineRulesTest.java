package io.parley.common.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.options.JobArguments;
import io.parley.common.options.KafkaOptions;
import io.parley.common.options.OptionGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class EngineRulesTest {

  private static final List<OptionGroup> GROUPS = List.of(KafkaOptions.GROUP, EngineOptions.GROUP);

  record Both(KafkaOptions kafka, EngineOptions engine) {}

  private static List<String> faults(String... args) {
    return faults(new Configuration(), args);
  }

  private static List<String> faults(Configuration flink, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--kafka.bootstrap-servers=localhost:1");
    Both both =
        JobArguments.parse(
                GROUPS,
                all.toArray(String[]::new),
                reader -> new Both(KafkaOptions.read(reader), EngineOptions.read(reader)))
            .options();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(flink);
    both.engine().applyTo(environment);
    return EngineRules.faults(environment.getConfiguration(), both.kafka());
  }

  @Test
  void theDefaultsWithADirectoryForCheckpointsAreSafe() {
    assertThat(faults("--execution.checkpointing.dir=file:///checkpoints")).isEmpty();
  }

  @Test
  void checkpointsInMemoryAreRefused() {
    assertThat(faults())
        .singleElement()
        .asString()
        .startsWith("execution.checkpointing.dir = 'not set'");
  }

  @Test
  void aTransactionThatTheSlowestCheckpointsAndAnOutageOutlastIsRefused() {
    assertThat(
            faults(
                "--execution.checkpointing.dir=file:///checkpoints",
                "--execution.checkpointing.interval=10 s",
                "--execution.checkpointing.timeout=50 s",
                "--execution.checkpointing.tolerable-failed-checkpoints=1",
                "--kafka.transaction.outage=30 s",
                "--kafka.transaction.timeout=149 s"))
        .singleElement()
        .asString()
        .startsWith("kafka.transaction.timeout = '149 s': expected at least 150 s")
        .contains("silent loss");
  }

  @Test
  void aTransactionThatJustOutlastsThemIsAccepted() {
    assertThat(
            faults(
                "--execution.checkpointing.dir=file:///checkpoints",
                "--execution.checkpointing.interval=10 s",
                "--execution.checkpointing.timeout=50 s",
                "--execution.checkpointing.tolerable-failed-checkpoints=1",
                "--kafka.transaction.outage=30 s",
                "--kafka.transaction.timeout=150 s"))
        .isEmpty();
  }

  @Test
  void anEngineWithoutCheckpointsIsRefusedAsNothingWouldEverBeCommitted() {
    KafkaOptions kafka =
        JobArguments.parse(
                List.of(KafkaOptions.GROUP),
                new String[] {"--kafka.bootstrap-servers=localhost:1"},
                KafkaOptions::read)
            .options();
    assertThat(EngineRules.faults(new Configuration(), kafka))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith("execution.checkpointing.interval = 'not set'")
                    .contains("nothing is ever committed"));
  }

  /** Seen red without the rule. */
  @Test
  void operatorsThatAreNotChainedAreRefused() {
    Configuration flink = new Configuration();
    flink.setString("pipeline.operator-chaining.enabled", "false");
    assertThat(faults(flink, "--execution.checkpointing.dir=file:///checkpoints"))
        .singleElement()
        .asString()
        .startsWith("pipeline.operator-chaining.enabled = 'false'")
        .contains("order");
  }

  @Test
  void allFaultsAreFoundAtOnce() {
    Configuration flink = new Configuration();
    flink.setString("execution.checkpointing.mode", "AT_LEAST_ONCE");
    flink.setString("pipeline.auto-generate-uids", "true");
    flink.setString("pipeline.generic-types", "true");

    assertThat(faults(flink, "--kafka.transaction.timeout=1 s"))
        .hasSize(5)
        .allSatisfy(fault -> assertThat(fault).contains(" = '", "expected"));
  }
}
