package io.parley.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.deadletter.DeadLetterReason;
import io.parley.common.options.InvalidOptionsException;
import io.parley.common.options.JobArguments;
import io.parley.common.options.OptionTable;
import io.parley.common.testing.JobShape;
import io.parley.ingest.topics.IngestSinks;
import io.parley.ingest.topics.IngestSources;
import io.parley.schemas.testing.GeneratedBlock;
import io.parley.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class IngestJobTest {

  private static final List<String> REQUIRED =
      List.of(
          "--kafka.bootstrap-servers=localhost:9092",
          "--registry.url=http://localhost:8081",
          "--scylladb.contact-points=localhost:9042",
          "--scylladb.local-datacenter=dc1");

  @Test
  void everyOperatorHasAUidAndAReadableNameAndNoKryo() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    IngestOptions options = read();
    IngestJob.build(env, options, IngestSources.of(options), IngestSinks.of(options));
    assertThat(JobShape.check(env))
        .contains("Number and decode", "Record time", "Decide", "Store rows", "Emit");
    JobShape.checkUids(env, IngestJob.JOB);
  }

  @Test
  void whatIsNotSetHasTheDocumentedDefault() {
    IngestOptions options = read();
    assertThat(options.limits().dedupHorizon()).isEqualTo(Duration.ofDays(7));
    assertThat(options.limits().maxMembers()).isEqualTo(100_000);
    assertThat(options.datacenter()).isZero();
  }

  /**
   * The preflight asks for this name, so that the topic that is read is the one that is checked.
   */
  @Test
  void theTopicOfCommandsIsTheGenerationThatTheOptionsName() {
    IngestOptions options =
        read("--ingest.commands-topic=chat.commands.2", "--kafka.topic-prefix=blue.");
    assertThat(options.topic(Topics.COMMANDS)).isEqualTo("blue.chat.commands.2");
    assertThat(options.topic(Topics.EVENTS)).isEqualTo("blue.chat.events");
    assertThat(IngestSources.of(options).topic().name()).isEqualTo("blue.chat.commands.2");
  }

  /** Seen red: {@code WRONG_PARTITION} was missing in the README. */
  @Test
  void theReadmeNamesEveryReasonOfADeadLetter() throws Exception {
    String readme =
        Files.readString(Path.of(System.getProperty("parley.home"), "jobs/ingest/README.md"));
    assertThat(DeadLetterReason.values())
        .allSatisfy(reason -> assertThat(readme).contains("`" + reason.name() + "`"));
  }

  /** The bound of members was seen red without an upper end. */
  @Test
  void allFaultsAreReportedAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    "--ingest.datacenter=8",
                    "--ingest.dedup-horizon=0s",
                    "--ingest.members.max-changes=1000000",
                    "--ingest.members.max=400001",
                    "--ingest.editHorizon=1d"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContainingAll(
            "ingest.datacenter",
            "0 to 7",
            "ingest.dedup-horizon",
            "ingest.members.max-changes",
            "2 to 400000",
            "ingest.editHorizon");
  }

  @Test
  void theReadmesOptionsAreTheDeclaredOnes() throws Exception {
    GeneratedBlock.assertCurrent(
        "jobs/ingest/README.md", "options", OptionTable.markdown(IngestOptions.GROUPS));
  }

  @Test
  void theReadmesReasonsAreThoseOfTheEnums() throws Exception {
    GeneratedBlock.assertCurrent("jobs/ingest/README.md", "reasons", ReasonTable.rejections());
  }

  private static IngestOptions read(String... more) {
    List<String> arguments = new ArrayList<>(REQUIRED);
    arguments.addAll(List.of(more));
    return JobArguments.parse(
            IngestOptions.GROUPS, arguments.toArray(String[]::new), IngestOptions::read)
        .options();
  }
}
