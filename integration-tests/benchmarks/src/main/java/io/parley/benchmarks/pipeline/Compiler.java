package io.parley.benchmarks.pipeline;

import java.nio.file.Path;

/** With which compiler the JVMs of Kafka, Flink and the bare loops ran: a column of the page. */
enum Compiler {
  QUICK("C1", "the quick compiler", ""),
  FULL("C2", "after a long warm-up", "c2");

  private final String column;
  private final String title;
  private final String directory;

  Compiler(String column, String title, String directory) {
    this.column = column;
    this.title = title;
    this.directory = directory;
  }

  static Compiler of(boolean full) {
    return full ? FULL : QUICK;
  }

  String column() {
    return column;
  }

  String title() {
    return title;
  }

  /** Where a run with this compiler keeps its files, below the directory for all results. */
  Path in(Path results) {
    return results.resolve(directory);
  }
}
