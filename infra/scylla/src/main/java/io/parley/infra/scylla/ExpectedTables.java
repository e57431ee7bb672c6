package io.parley.infra.scylla;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that the migrations make, as far as their columns go, and a comparison with a
 * keyspace. A table may have more columns than the migrations say, because an operator may add
 * some.
 */
public final class ExpectedTables {

  private static final Pattern CREATE =
      Pattern.compile(
          "CREATE TABLE IF NOT EXISTS (\\w+) \\((.*?)\\)(?: WITH .*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ADD =
      Pattern.compile("ALTER TABLE (\\w+) ADD (\\w+) (.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern PRIMARY_KEY =
      Pattern.compile(",?\\s*PRIMARY KEY \\((.*)\\)\\s*,?\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern COLUMN = Pattern.compile("(\\w+) ([\\w<>, ]+)");

  private record Expected(Map<String, String> columns, String primaryKey) {}

  /** A table that a migration creates, or a column that it adds to one. */
  private record Made(String table, Optional<String> column) {}

  private final Map<String, Expected> tables = new LinkedHashMap<>();
  private final Map<Made, Integer> made = new LinkedHashMap<>();

  private ExpectedTables() {}

  /** The tables after all migrations. */
  public static ExpectedTables after(Migrations migrations) {
    ExpectedTables expected = new ExpectedTables();
    for (Migration migration : migrations.inOrder()) {
      migration.statements().forEach(statement -> expected.read(statement, migration.version()));
    }
    return expected;
  }

  private void read(String statement, int version) {
    Matcher create = CREATE.matcher(statement);
    if (create.matches()) {
      String body = create.group(2);
      Matcher key = PRIMARY_KEY.matcher(body);
      String primaryKey = key.find() ? key.group(1).replaceAll("\\s", "") : "";
      Map<String, String> columns = new LinkedHashMap<>();
      for (String part : split(PRIMARY_KEY.matcher(body).replaceAll(""))) {
        Matcher column = COLUMN.matcher(part.strip());
        if (column.matches()) {
          columns.put(column.group(1), column.group(2).strip());
        }
      }
      tables.put(create.group(1), new Expected(columns, primaryKey));
      made.put(new Made(create.group(1), Optional.empty()), version);
    }
    Matcher add = ADD.matcher(statement);
    if (add.matches()) {
      Expected table = tables.get(add.group(1));
      if (table != null) { // Otherwise the server refuses the statement, and says why.
        table.columns().put(add.group(2), add.group(3).strip());
        made.put(new Made(add.group(1), Optional.of(add.group(2))), version);
      }
    }
  }

  /** Splits at the commas that are in no angle brackets. */
  private static List<String> split(String body) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(body.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(body.substring(from));
    return parts;
  }

  /** The versions of the migrations whose tables or added columns a keyspace does not have. */
  Set<Integer> missingVersions(KeyspaceMetadata keyspace) {
    Set<Integer> missing = new TreeSet<>();
    made.forEach(
        (what, version) -> {
          Optional<TableMetadata> table = keyspace.getTable(CqlIdentifier.fromCql(what.table()));
          Optional<?> found =
              what.column().isEmpty()
                  ? table
                  : table.flatMap(t -> t.getColumn(CqlIdentifier.fromCql(what.column().get())));
          if (found.isEmpty()) {
            missing.add(version);
          }
        });
    return missing;
  }

  /** The differences between the tables and a keyspace, each in a sentence. */
  public List<String> differences(KeyspaceMetadata keyspace) {
    List<String> differences = new ArrayList<>();
    tables.forEach(
        (name, expected) -> {
          Optional<TableMetadata> table = keyspace.getTable(CqlIdentifier.fromCql(name));
          if (table.isEmpty()) {
            differences.add("Table %s does not exist.".formatted(name));
          } else {
            compare(name, expected, table.get(), differences);
          }
        });
    return differences;
  }

  private static void compare(
      String name, Expected expected, TableMetadata table, List<String> differences) {
    expected
        .columns()
        .forEach(
            (column, type) -> {
              Optional<ColumnMetadata> found = table.getColumn(CqlIdentifier.fromCql(column));
              if (found.isEmpty()) {
                differences.add("Table %s has no column %s.".formatted(name, column));
              } else if (!typeOf(found.get()).equals(normal(type))) {
                differences.add(
                    "Column %s of table %s is %s; expected %s."
                        .formatted(column, name, typeOf(found.get()), normal(type)));
              }
            });
    String key = primaryKey(table);
    if (!key.equals(expected.primaryKey())) {
      differences.add(
          "Table %s has the primary key (%s); expected (%s)."
              .formatted(name, key, expected.primaryKey()));
    }
  }

  private static String typeOf(ColumnMetadata column) {
    return normal(column.getType().asCql(true, false));
  }

  private static String normal(String type) {
    return type.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  private static String primaryKey(TableMetadata table) {
    List<String> parts = new ArrayList<>();
    parts.add("(" + String.join(",", names(table.getPartitionKey())) + ")");
    parts.addAll(names(List.copyOf(table.getClusteringColumns().keySet())));
    return String.join(",", parts);
  }

  private static List<String> names(List<ColumnMetadata> columns) {
    return columns.stream().map(column -> column.getName().asCql(true)).toList();
  }
}
