package io.parley.schemas.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import io.parley.schemas.testing.GeneratedBlock;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Tests that the rights table gives nobody more, and no job less, than the catalogues of topics and
 * jobs say.
 *
 * <p>Seen red: a gateway that may read {@code chat.events}; a job without one of its outputs.
 */
class RightsTableTest {

  /** The principals that the topic catalogue names in words of its own. */
  private static final Map<String, String> IN_CATALOGUE =
      Map.of(
          "gateway", "gateways",
          "push", "push providers",
          "content-analytics", "analytics");

  /** People who may see everything by their task; each is a row of the table that says so. */
  private static final Set<String> STAFF = Set.of("operator", "deployer");

  private final RightsTable rights = RightsTable.load();
  private final TopicCatalogue catalogue = TopicCatalogue.load();

  @Test
  void aJobMayReadItsInputsAndWriteItsOutputsAndNothingElse() {
    for (JobSpec job : JobCatalogue.load().jobs()) {
      Principal principal = rights.principal(job.name());
      assertThat(topics(principal, "WRITE"))
          .containsExactlyInAnyOrderElementsOf(new TreeSet<>(job.writes()));
      Set<String> readable = new TreeSet<>(topics(principal, "READ"));
      readable.removeAll(job.writes());
      assertThat(readable).containsExactlyInAnyOrderElementsOf(job.reads());
      assertThat(principal.kafka())
          .anySatisfy(right -> assertThat(right.groups()).containsExactly(job.name()))
          .anySatisfy(
              right -> assertThat(right.transactionalIds()).containsExactly(job.name() + "-*"));
    }
  }

  @Test
  void nobodyReadsOrWritesATopicThatTheCatalogueDoesNotGiveThem() {
    Set<String> jobs = Set.copyOf(JobCatalogue.load().jobs().stream().map(JobSpec::name).toList());
    for (Principal principal : rights.principals()) {
      if (STAFF.contains(principal.name()) || jobs.contains(principal.name())) {
        continue;
      }
      String name = IN_CATALOGUE.getOrDefault(principal.name(), principal.name());
      topics(principal, "READ")
          .forEach(topic -> assertThat(catalogue.topic(topic).readBy()).as(topic).contains(name));
      topics(principal, "WRITE")
          .forEach(topic -> assertThat(catalogue.topic(topic).writtenBy()).contains(name));
    }
  }

  @Test
  void onlyJobsOperatorsAndContentAnalystsReadTheTextOfMessages() {
    assertThat(rights.principals().stream().filter(this::readsText).map(Principal::name))
        .containsExactlyInAnyOrder(
            "ingest", "routing", "receipts", "gateway", "content-analytics", "operator");
  }

  @Test
  void everyTopicHasAReaderAndAWriter() {
    for (TopicSpec topic : catalogue.topics()) {
      assertThat(rights.principals())
          .as(topic.name())
          .anyMatch(principal -> topics(principal, "WRITE").contains(topic.name()))
          .anyMatch(principal -> topics(principal, "READ").contains(topic.name()));
    }
  }

  @Test
  void aUserAndARoleAreNamedByTheIdPrefix() {
    assertThat(rights.principal("content-analytics").user("eu")).isEqualTo("eu-content-analytics");
    assertThat(rights.principal("content-analytics").role("Eu.1"))
        .isEqualTo("eu_1_content_analytics");
  }

  @Test
  void thePageHasTheTable() throws IOException {
    GeneratedBlock.assertCurrent("infra/operations/RIGHTS.md", "rights", RightsPage.of(rights));
  }

  private boolean readsText(Principal principal) {
    return topics(principal, "READ").stream()
        .anyMatch(List.of(Topics.COMMANDS, Topics.EVENTS, Topics.DELIVERIES)::contains);
  }

  private Set<String> topics(Principal principal, String operation) {
    Set<String> topics = new TreeSet<>();
    for (KafkaRight right : principal.kafka()) {
      if (right.operations().contains(operation)) {
        if (right.topics().contains(KafkaRight.ANY)) {
          catalogue.topics().forEach(topic -> topics.add(topic.name()));
        } else {
          topics.addAll(right.topics());
        }
      }
    }
    return topics;
  }
}
