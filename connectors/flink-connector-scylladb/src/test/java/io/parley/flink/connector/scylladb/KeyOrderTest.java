package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.parley.flink.connector.scylladb.FakeTarget.Sent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A later record of a key never becomes readable before an earlier one, whatever shape the records
 * have and in whatever order requests are answered, retried or refused. A row may become readable
 * from the moment at which it is sent, and is surely readable when it is acknowledged.
 *
 * <p>Seen red with a WriteGroup that takes rows of any partition, with one that a record of several
 * partitions does not close, and with a refused batch whose rows are sent at once instead of one
 * after the other.
 */
class KeyOrderTest {

  private static final int KEYS = 3;
  private static final int RECORDS = 40;

  @Property(tries = 150)
  void noRowIsUnderWayBeforeTheRowsOfEarlierRecordsOfItsKeyAreSettled(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int groupRows) throws Exception {
    Random random = new Random(seed);
    FakeTarget database = new FakeTarget();
    WriteSettings settings = TestSettings.writeThrough(5, groupRows, RECORDS);
    List<String> records = new ArrayList<>();
    Watch watch = new Watch(database, records);
    try (WriteThroughHarness operator =
        WriteThroughHarness.builder(database, settings).refusals(RefusalOutput.drop()).open()) {
      for (int i = 0; i < RECORDS; i++) {
        while (database.open().size() >= settings.maxInFlight()) {
          watch.answerOne(operator, random);
        }
        String record = record(random, i);
        records.add(record);
        operator.process(record);
        watch.check();
        if (random.nextInt(3) == 0) {
          watch.answerOne(operator, random);
        }
      }
      while (watch.answerOne(operator, random)) {
        // Until every request has its last answer.
      }

      List<String> notRefused =
          records.stream().filter(r -> rowsOf(r).noneMatch(watch.refused::contains)).toList();
      assertThat(operator.output()).containsExactlyInAnyOrderElementsOf(notRefused);
      for (int key = 0; key < KEYS; key++) {
        String prefix = "k" + key;
        assertThat(operator.output().stream().filter(r -> keyOf(r).equals(prefix)))
            .containsExactlyElementsOf(
                notRefused.stream().filter(r -> keyOf(r).equals(prefix)).toList());
      }
    }
  }

  /** One row, rows in one partition, rows in several, or none. */
  private static String record(Random random, int number) {
    String key = "k" + random.nextInt(KEYS);
    return switch (random.nextInt(6)) {
      case 0 -> "-" + key + ":" + number;
      case 1 -> key + ":" + number + "+" + key + "/x:" + number;
      case 2 -> key + ":" + number + "+" + key + ":" + number + "b";
      case 3 -> key + "/x:" + number;
      default -> key + ":" + number;
    };
  }

  private static String keyOf(String record) {
    return record.replaceFirst("^-", "").replaceFirst("[:/].*", "");
  }

  private static Stream<String> rowsOf(String record) {
    return record.startsWith("-") ? Stream.empty() : Stream.of(record.split("\\+"));
  }

  /** Looks at each request when it is sent, and gives the answers. */
  private static final class Watch {
    private final FakeTarget database;
    private final List<String> records;
    private final Set<String> settled = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private int checked;

    Watch(FakeTarget database, List<String> records) {
      this.database = database;
      this.records = records;
    }

    void check() {
      for (; checked < database.sent().size(); checked++) {
        List<String> rows = database.sent().get(checked).rows();
        assertThat(rows.stream().map(row -> row.replaceFirst(":.*", "")).distinct()).hasSize(1);
        for (String row : rows) {
          rowsBefore(row)
              .forEach(
                  earlier ->
                      assertThat(settled.contains(earlier) || rows.contains(earlier))
                          .as("%s is sent while %s is not settled", row, earlier)
                          .isTrue());
        }
      }
    }

    private Stream<String> rowsBefore(String row) {
      String key = keyOf(row);
      return records.stream()
          .takeWhile(record -> rowsOf(record).noneMatch(row::equals))
          .filter(record -> keyOf(record).equals(key))
          .flatMap(KeyOrderTest::rowsOf);
    }

    /** False if there is no request without an answer, and none will come. */
    boolean answerOne(WriteThroughHarness operator, Random random) throws Exception {
      List<Sent> open = database.open();
      if (open.isEmpty()) {
        return false;
      }
      Sent request = open.get(random.nextInt(open.size()));
      switch (random.nextInt(8)) {
        case 0 -> request.answer().completeExceptionally(DriverErrors.invalidValue());
        case 1 -> timeOut(request);
        default -> request.answer().complete(null);
      }
      note(request);
      operator.run();
      operator.advance(TestSettings.BACKOFF_MILLIS);
      check();
      return true;
    }

    private void note(Sent request) {
      if (!request.answer().isCompletedExceptionally()) {
        settled.addAll(request.rows());
      } else if (request.rows().size() == 1 && isRefusal(request)) {
        settled.addAll(request.rows());
        refused.addAll(request.rows());
      }
    }

    /** Once for each request, so that its attempts are never used up. */
    private void timeOut(Sent request) {
      boolean again =
          database.sent().stream().filter(s -> s.statement() == request.statement()).count() > 1;
      if (again) {
        request.answer().complete(null);
      } else {
        request.answer().completeExceptionally(DriverErrors.writeTimeout());
      }
    }

    private static boolean isRefusal(Sent request) {
      return request
          .answer()
          .handle((result, error) -> error instanceof InvalidQueryException)
          .join();
    }
  }
}
