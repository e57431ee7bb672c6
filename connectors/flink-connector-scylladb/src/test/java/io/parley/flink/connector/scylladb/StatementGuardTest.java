package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t (k, v) VALUES (?, ?) USING TIMESTAMP ?",
        "insert into ks.t (k, v) values (:k, :v) using timestamp ?",
        "UPDATE t USING TIMESTAMP ? SET v = ? WHERE k = ?",
        "UPDATE t USING TIMESTAMP ? SET tags = tags + ? WHERE k = ?",
        "UPDATE t USING TIMESTAMP ? SET m[?] = ? WHERE k = ?",
        "UPDATE t USING TIMESTAMP ? SET v = -1 WHERE k = ?",
        "DELETE FROM t USING TIMESTAMP ? WHERE k = ?",
        "INSERT INTO t (k, \"if\", now) VALUES (?, 'IF now()', ?) USING TIMESTAMP ? -- if uuid()",
      })
  void acceptsIdempotentWrites(String cql) {
    assertThatCode(() -> StatementGuard.checkText(cql, false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM t | no INSERT, UPDATE or DELETE",
        "BEGIN BATCH INSERT INTO t (k) VALUES (?) APPLY BATCH | no INSERT, UPDATE or DELETE",
        "INSERT INTO t (k) VALUES (?) IF NOT EXISTS USING TIMESTAMP ? | lightweight transaction",
        "UPDATE t USING TIMESTAMP ? SET v = ? WHERE k = ? IF v = ? | lightweight transaction",
        "INSERT INTO t (k, v) VALUES (?, now()) USING TIMESTAMP ? | calls now()",
        "INSERT INTO t (k, v) VALUES (?, UUID ()) USING TIMESTAMP ? | calls uuid()",
        "INSERT INTO t (k, v) VALUES (?, currentTimestamp()) USING TIMESTAMP ? | calls",
        "INSERT INTO t (k, v) VALUES (?, to_date(current_timeuuid())) USING TIMESTAMP ? | calls",
        "UPDATE t USING TIMESTAMP ? SET n = n + 1 WHERE k = ? | adds to a counter",
        "UPDATE t USING TIMESTAMP ? SET n -= 5 WHERE k = ? | adds to a counter",
        "UPDATE t USING TIMESTAMP ? SET l = l + ['x'] WHERE k = ? | changes a list",
        "UPDATE t USING TIMESTAMP ? SET l = ['x'] + l WHERE k = ? | changes a list",
        "UPDATE t USING TIMESTAMP ? SET l = ? + l WHERE k = ? | changes a list",
        "UPDATE t USING TIMESTAMP ? SET l = :x + \"L\" WHERE k = ? | changes a list",
        "UPDATE t USING TIMESTAMP ? SET l[2] = ? WHERE k = ? | changes a list",
        "INSERT INTO t (k) VALUES (?) | has no USING TIMESTAMP ?",
        "INSERT INTO t (k) VALUES (?) USING TIMESTAMP 5 | has no USING TIMESTAMP ?",
        "INSERT INTO t (k) VALUES (?) USING TIMESTAMP ? AND TTL 5 | TTL that is no marker",
        "INSERT INTO t (k) VALUES (?) USING TIMESTAMP ? AND TTL ? | must come together",
      })
  void refusesWhatARepetitionWouldChange(String cql, String sentence) {
    assertThatThrownBy(() -> StatementGuard.checkText(cql, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(cql)
        .hasMessageContaining(sentence);
  }

  @Test
  void timeToLiveNeedsItsMarker() {
    assertThatThrownBy(
            () -> StatementGuard.checkText("INSERT INTO t (k) VALUES (?) USING TIMESTAMP ?", true))
        .hasMessageContaining("must come together")
        .hasMessageContaining("fourth argument of ScyllaUpsert.of(..)");
  }
}
