package io.parley.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the catalogue of jobs.
 *
 * <p>Seen red: without {@code chat.sessions} among the topics that routing reads, and with an
 * operator's uid given twice.
 */
class JobCatalogueTest {

  private static final JobCatalogue JOBS = JobCatalogue.load();

  static List<JobSpec> jobs() {
    return JOBS.jobs();
  }

  @Test
  void theConstantsNameTheJobsOfTheCatalogue() {
    assertThat(JOBS.jobs())
        .extracting(JobSpec::name)
        .containsExactly(Jobs.INGEST, Jobs.ROUTING, Jobs.RECEIPTS);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theTopicCatalogueNamesTheSameReadersAndWriters(JobSpec job) {
    assertThat(job.reads()).containsExactlyInAnyOrderElementsOf(with(job, TopicSpec::readBy));
    assertThat(job.writes()).containsExactlyInAnyOrderElementsOf(with(job, TopicSpec::writtenBy));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theModuleExists(JobSpec job) {
    assertThat(Path.of(System.getProperty("parley.home"), job.module(), "pom.xml"))
        .satisfies(pom -> assertThat(Files.exists(pom)).isTrue());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void noTwoOperatorsOfAJobShareAUid(JobSpec job) {
    assertThat(job.operators()).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void noJobsTransactionsBeginAsThoseOfAnother() {
    assertThat(JOBS.jobs())
        .allSatisfy(
            job ->
                assertThat(JOBS.jobs())
                    .filteredOn(other -> !other.equals(job))
                    .noneMatch(
                        other ->
                            job.transactionalIds("p").startsWith(other.transactionalIds("p"))));
  }

  @Test
  void everyNameOfAJobComesFromItsOne() {
    JobSpec job = JOBS.job(Jobs.RECEIPTS);

    assertThat(job.flinkName()).isEqualTo("parley-receipts");
    assertThat(job.consumerGroup("blue")).isEqualTo("blue-receipts");
    assertThat(job.transactionalIds("blue")).isEqualTo("blue-receipts-");
    assertThat(job.directory()).isEqualTo("receipt-aggregation");
    assertThat(job.topics()).startsWith(Topics.EVENTS).contains(Topics.DEAD_LETTERS);
  }

  @Test
  void anUnknownJobIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> JOBS.job("ingets"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ingets")
        .hasMessageContaining(Jobs.INGEST);
  }

  private static List<String> with(JobSpec job, Function<TopicSpec, List<String>> users) {
    return TopicCatalogue.load().topics().stream()
        .filter(topic -> users.apply(topic).contains(job.name()))
        .map(TopicSpec::name)
        .toList();
  }
}
