package io.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.job.JobSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** What every job's graph must fulfil. */
public final class JobShape {

  private JobShape() {}

  /**
   * Checks a job that has been built in {@code environment}: every operator has a uid and a name of
   * its own, every keyed operator is described in Flink's dashboard, nothing is dropped before it
   * is decoded, no record between operators travels through Kryo, and no two Kafka sinks share
   * their transactional ids. (Keyed state is not in the graph: there {@code pipeline.generic-types:
   * false} refuses Kryo when an operator opens.)
   *
   * @return the names of the operators, in the order of their ids
   */
  public static List<String> check(StreamExecutionEnvironment environment) {
    Configuration strict = new Configuration();
    // Flink itself then refuses an operator without a uid, and names it.
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    environment.configure(strict);
    StreamGraph graph = environment.getStreamGraph(false);
    graph.getJobGraph();

    // The graph holds them in a hash map; of two faults always the same one is to be reported.
    List<StreamNode> nodes =
        graph.getStreamNodes().stream().sorted(Comparator.comparingInt(StreamNode::getId)).toList();
    for (StreamNode node : nodes) {
      for (TypeSerializer<?> serializer : node.getTypeSerializersIn()) {
        assertNotKryo(node, serializer);
      }
      assertNotKryo(node, node.getTypeSerializerOut());
      assertNotKryo(node, node.getStateKeySerializer());
    }
    List<String> names = nodes.stream().map(StreamNode::getOperatorName).toList();
    assertThat(names).as("each operator has a name of its own").doesNotHaveDuplicates();
    assertKeyedOperatorsAreDescribed(nodes);
    assertNothingIsDroppedBeforeItIsDecoded(graph);
    assertEachSinkHasItsOwnTransactions(graph);
    return names;
  }

  /**
   * Checks that the uids of a job's operators are those of its entry in the job catalogue. State is
   * found by them, so a change is a decision, and whoever looks an operator up finds its name
   * there.
   */
  public static void checkUids(StreamExecutionEnvironment environment, JobSpec job) {
    Set<String> uids =
        environment.getStreamGraph(false).getStreamNodes().stream()
            // The parts of a sink derive their uids from the sink's.
            .map(node -> node.getTransformationUID().replaceFirst("^Sink Committer: ", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(uids)
        .as("uids of %s against its entry in jobs.yaml", job.name())
        .containsExactlyInAnyOrderElementsOf(job.operators());
  }

  /** The dashboard shows the name where there is no description, and a name tells little. */
  private static void assertKeyedOperatorsAreDescribed(List<StreamNode> nodes) {
    assertThat(nodes)
        .filteredOn(node -> node.getStateKeySerializer() != null)
        .allSatisfy(
            node ->
                assertThat(node.getOperatorDescription())
                    .as("the description of the operator '%s'", node.getOperatorName())
                    .isNotEqualTo(node.getOperatorName()));
  }

  /**
   * What decodes a topic must see each of its records, for it keeps how far the topic was read. A
   * record that was dropped before would make the next start look like one with older state, which
   * is refused. Only the split of a source by topic may come first.
   */
  private static void assertNothingIsDroppedBeforeItIsDecoded(StreamGraph graph) {
    for (StreamNode node : graph.getStreamNodes()) {
      if (!uid(node).startsWith("decode-")) {
        continue;
      }
      assertThat(node.getInEdges())
          .as("what comes before the operator '%s'", node.getOperatorName())
          .extracting(edge -> graph.getStreamNode(edge.getSourceId()))
          .allMatch(before -> before.getInEdges().isEmpty() || uid(before).startsWith("only-"));
    }
  }

  private static String uid(StreamNode node) {
    return String.valueOf(node.getTransformationUID());
  }

  /**
   * Two sinks with one prefix abort each other's transactions, and Flink only counts it. The
   * connector puts all operators of a prefix into one co-location group: it may have one writer.
   */
  private static void assertEachSinkHasItsOwnTransactions(StreamGraph graph) {
    Map<String, List<String>> writers =
        graph.getStreamNodes().stream()
            .filter(node -> node.getCoLocationGroup() != null)
            .filter(node -> node.getOperatorName().endsWith(": Writer"))
            .collect(
                Collectors.groupingBy(
                    StreamNode::getCoLocationGroup,
                    Collectors.mapping(StreamNode::getOperatorName, Collectors.toList())));
    assertThat(writers)
        .allSatisfy(
            (prefix, names) ->
                assertThat(names).as("sinks with the transactional ids %s", prefix).hasSize(1));
  }

  private static void assertNotKryo(StreamNode node, TypeSerializer<?> serializer) {
    // Null where an operator has no such input, output or key.
    assertThat(serializer instanceof KryoSerializer)
        .as("the operator '%s' uses Kryo", node.getOperatorName())
        .isFalse();
  }
}
