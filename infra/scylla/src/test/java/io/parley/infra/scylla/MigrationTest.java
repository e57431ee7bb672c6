package io.parley.infra.scylla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {

  private static final String TABLE = "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY)";

  @Test
  void theIndexNamesEveryFileOfTheFolder() throws IOException {
    Path folder = Path.of("src/main/resources/parley/migrations");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(Migrations.load().inOrder())
          .extracting(migration -> migration + ".cql")
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("index"))
                  .toList());
    }
  }

  /** Without a TTL windows pile up for ever; ScyllaDB warns, or refuses the table. */
  @Test
  void onlyTablesThatExpireAreCompactedByTimeWindows() {
    assertThat(Migrations.load().inOrder())
        .flatExtracting(Migration::statements)
        .filteredOn(statement -> statement.contains("TimeWindowCompactionStrategy"))
        .isNotEmpty()
        .allSatisfy(statement -> assertThat(statement).contains("default_time_to_live"));
  }

  @Test
  void splitsAFileIntoStatementsWithoutComments() {
    Migration migration =
        Migration.parse(
            "V007__two_things.cql",
            "-- why; because\n" + TABLE + "; -- so\n\nALTER TABLE t ADD name text;\n");

    assertThat(migration)
        .isEqualTo(new Migration(7, "two_things", List.of(TABLE, "ALTER TABLE t ADD name text")));
    assertThat(migration).hasToString("V007__two_things");
  }

  @Test
  void commentsAndLayoutDoNotCountForTheChecksumAndStatementsDo() {
    Migration plain = Migration.parse("V001__t.cql", TABLE + ";");

    assertThat(
            Migration.parse("V001__t.cql", "-- better\n" + TABLE.replace(" ", "\n  ")).checksum())
        .isEqualTo(plain.checksum());
    assertThat(Migration.parse("V001__t.cql", TABLE.replace("int", "bigint")).checksum())
        .isNotEqualTo(plain.checksum());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (id int PRIMARY KEY)",
        "DROP TABLE t",
        "ALTER TABLE t DROP name",
        "INSERT INTO t (id) VALUES (1)",
        "TRUNCATE t"
      })
  void refusesAStatementThatCannotBeRunAgain(String statement) {
    assertThatThrownBy(() -> Migration.parse("V001__t.cql", statement))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("V001__t.cql")
        .hasMessageContaining(statement)
        .hasMessageContaining("IF NOT EXISTS");
  }

  @Test
  void refusesAFileOfAnotherName() {
    assertThatThrownBy(() -> Migration.parse("1_table.cql", TABLE))
        .hasMessageContaining("1_table.cql")
        .hasMessageContaining("V001__name.cql");
  }

  @Test
  void refusesGapsAndDisorder() {
    Migration first = Migration.parse("V001__a.cql", TABLE);
    Migration third = Migration.parse("V003__c.cql", TABLE);

    assertThatThrownBy(() -> Migrations.of(List.of(first, third)))
        .hasMessageContaining("V001__a, V003__c");
    assertThatThrownBy(() -> Migrations.of(List.of(first, first)))
        .isInstanceOf(MigrationException.class);
  }
}
