package io.parley.infra.scylla;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** An immutable list of all migrations, numbered 1, 2, 3, ... without gaps. */
public final class Migrations {

  private static final String FOLDER = "/parley/migrations/";

  private final List<Migration> inOrder;

  private Migrations(List<Migration> inOrder) {
    this.inOrder = inOrder;
  }

  /** The migrations of this build. */
  public static Migrations load() {
    return of(
        resource("index")
            .lines()
            .filter(line -> !line.isBlank())
            .map(fileName -> Migration.parse(fileName, resource(fileName)))
            .toList());
  }

  static Migrations of(List<Migration> migrations) {
    int[] versions = migrations.stream().mapToInt(Migration::version).toArray();
    int[] expected = IntStream.rangeClosed(1, versions.length).toArray();
    if (!Arrays.equals(versions, expected)) {
      throw new MigrationException(
          "Migrations are not numbered 1, 2, 3, ... in order: " + migrations);
    }
    return new Migrations(List.copyOf(migrations));
  }

  List<Migration> inOrder() {
    return inOrder;
  }

  private static String resource(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new MigrationException(
            FOLDER + name + " is not on the class path. The file index lists the migrations.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FOLDER + name + " cannot be read", e);
    }
  }
}
