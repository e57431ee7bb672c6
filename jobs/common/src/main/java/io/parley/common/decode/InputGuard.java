package io.parley.common.decode;

import io.parley.common.options.KafkaOptions.LostState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.utils.Utils;

/**
 * Checks two assumptions of a task about the topic that it reads: each key lies in the partition
 * that Kafka's murmur2 gives it, and the task's state is the newest one.
 *
 * <p>At the start {@link StartCheck} decides. A refusal ends the job without a restart. For each
 * record {@link #isInItsPartition} tells whether the partition is that of the key. For one thread.
 */
final class InputGuard {

  private final String topic;
  private final IntakeServices services;

  // How far each partition was read. Union: after a rescale nobody knows who will read which
  // partition, so every subtask gets all positions and, of several copies, keeps the furthest.
  // Bound: one entry for each generation of the topic and subtask, 8 bytes a partition. Never
  // cleared, never expires: a start is checked against it.
  private final ListState<ReadPositions> saved;
  private final Map<String, ReadPositions> positions = new TreeMap<>();

  InputGuard(String topic, IntakeServices services, OperatorStateStore store) throws Exception {
    this.topic = topic;
    this.services = services;
    this.saved =
        store.getUnionListState(
            new ListStateDescriptor<>("read-positions", TypeInformation.of(ReadPositions.class)));
    for (ReadPositions copy : saved.get()) {
      positions.merge(copy.topic(), copy, ReadPositions::merge);
    }
  }

  /**
   * Checks the start.
   *
   * @throws SuppressRestartsException if the task must not start
   */
  void open() throws Exception {
    InputTopic now = services.inspector().inspect(topic);
    Optional<String> refusal =
        new StartCheck(topic, now)
            .refusal(Optional.ofNullable(positions.get(topic)), services.lostState());
    if (refusal.isPresent()) {
      throw new SuppressRestartsException(new StartRefusedException(refusal.get()));
    }
    // After an accepted loss of state the committed offsets count as read. Otherwise the next start
    // would be refused for a partition without new records.
    ReadPositions begin =
        services.lostState() == LostState.ALLOW
            ? ReadPositions.committed(topic, now)
            : ReadPositions.none(topic, now.partitions());
    positions.merge(topic, begin, ReadPositions::merge);
  }

  /** Notes that a record was read. */
  void read(String recordTopic, int partition, long offset) {
    ReadPositions known = positions.get(recordTopic);
    if (known != null) {
      known.readUpTo(partition, offset);
    }
  }

  /** Whether a record of a key may lie in a partition; records without a key may lie anywhere. */
  boolean isInItsPartition(String recordTopic, int partition, byte[] key) {
    ReadPositions known = positions.get(recordTopic);
    return known == null
        || key == null
        || Utils.toPositive(Utils.murmur2(key)) % known.partitions() == partition;
  }

  void snapshot() throws Exception {
    saved.update(List.copyOf(positions.values()));
  }
}
