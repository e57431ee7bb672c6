package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.parley.flink.connector.scylladb.WriteBatcher.FlushReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WriteBatcherTest {

  private final List<List<String>> batches = new ArrayList<>();
  private final List<FlushReason> reasons = new ArrayList<>();

  @Test
  void aGroupLeavesWhenItHasEnoughRows() {
    WriteBatcher<String> batcher = batcher(2, 1000);
    add(batcher, "a", "1", 10, 0);
    add(batcher, "b", "2", 10, 0);
    add(batcher, "a", "3", 10, 0);

    assertThat(batches).containsExactly(List.of("1", "3"));
    assertThat(reasons).containsExactly(FlushReason.ROWS);
    assertThat(batcher.waitingRows()).isEqualTo(1);
  }

  @Test
  void aGroupLeavesBeforeItGetsTooLarge() {
    WriteBatcher<String> batcher = batcher(50, 1000);
    add(batcher, "a", "1", 60, 0);
    add(batcher, "a", "2", 60, 0);

    assertThat(batches).containsExactly(List.of("1"));
    assertThat(reasons).containsExactly(FlushReason.BYTES);
  }

  @Test
  void theOldestGroupLeavesWhenTooManyRowsWait() {
    WriteBatcher<String> batcher = batcher(50, 2);
    add(batcher, "a", "1", 10, 0);
    add(batcher, "b", "2", 10, 0);
    add(batcher, "c", "3", 10, 0);

    assertThat(batches).containsExactly(List.of("1"));
    assertThat(reasons).containsExactly(FlushReason.CROWDED);
  }

  @Test
  void onlyGroupsWhoseLingerIsOverLeave() {
    WriteBatcher<String> batcher = batcher(50, 1000);
    add(batcher, "a", "1", 10, 100);
    add(batcher, "b", "2", 10, 103);
    assertThat(batcher.nextDeadline()).isEqualTo(105);

    batcher.flushOlderThan(105);

    assertThat(batches).containsExactly(List.of("1"));
    assertThat(batcher.nextDeadline()).isEqualTo(108);
  }

  @Property
  void eachRowLeavesOnceInTheOrderOfItsPartition(
      @ForAll @Size(max = 200) List<@IntRange(max = 5) Integer> partitions,
      @ForAll @IntRange(min = 2, max = 10) int maxRows) {
    batches.clear();
    WriteBatcher<String> batcher = batcher(maxRows, 20);
    Map<String, List<String>> expected = new HashMap<>();
    for (int i = 0; i < partitions.size(); i++) {
      String partition = "p" + partitions.get(i);
      String row = partition + ":" + i;
      expected.computeIfAbsent(partition, p -> new ArrayList<>()).add(row);
      add(batcher, partition, row, 10, i);
      batcher.flushOlderThan(i - 7);
    }
    batcher.flushAll();

    assertThat(batcher.waitingRows()).isZero();
    assertThat(batcher.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    Map<String, List<String>> left = new HashMap<>();
    for (List<String> batch : batches) {
      assertThat(batch).hasSizeLessThanOrEqualTo(maxRows);
      for (String row : batch) {
        left.computeIfAbsent(row.substring(0, row.indexOf(':')), p -> new ArrayList<>()).add(row);
      }
    }
    assertThat(left).isEqualTo(expected);
  }

  private WriteBatcher<String> batcher(int maxRows, int maxWaiting) {
    return new WriteBatcher<>(
        TestSettings.batched(10, maxRows),
        maxWaiting,
        (request, reason) -> {
          batches.add(request.rows().stream().map(row -> row.bound().cql()).toList());
          reasons.add(reason);
        });
  }

  private static void add(
      WriteBatcher<String> batcher, String partition, String row, int bytes, long now) {
    BoundRow bound = new BoundRow(SimpleStatement.newInstance(row), row, "table", partition, bytes);
    batcher.add(new WriteRequest.Row<>(bound, new RecordWrite<>(row, false)), now);
  }
}
