package io.parley.e2e.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Copies of the project's alerts that fire sooner: they wait two seconds where the originals wait
 * minutes, and look back over seconds where the originals look back over minutes, hours or a day.
 * Expressions and thresholds are the same, with three exceptions: {@code StateGrowth} counts state
 * from a megabyte on, not from a gigabyte on, a job counts as running for {@code
 * FailedCommittables} after 15 s, not after 90, and a checkpoint as old for {@code
 * CommittedReadersStuck} after 30 s, not after 120.
 */
final class QuickRules {

  private QuickRules() {}

  /** Writes the copies and returns the pattern of their names. */
  static Path in(Path directory) throws IOException {
    Path originals = Path.of(System.getProperty("parley.home"), "infra", "observability", "alerts");
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(originals)) {
      for (Path file : files.toList()) {
        Files.writeString(
            directory.resolve(file.getFileName()),
            Files.readString(file)
                .replaceAll("(?m)^( +(keep_firing_)?for:) \\w+$", "$1 2s")
                .replace("[1m]", "[10s]")
                .replace("[5m]", "[20s]")
                .replace("[30m]", "[30s]")
                .replace("[1h]", "[40s]")
                .replace("[6h]", "[60s]")
                .replace("Checkpoints[10m]", "Checkpoints[30s]")
                .replace("[10m:1m]", "[10s:2s]")
                .replace("offset 1d", "offset 30s")
                .replace("> 120\n", "> 30\n")
                .replace("failedCommittables offset 1h", "failedCommittables offset 40s")
                .replace("> 90000", "> 15000")
                .replace("> 1e9", "> 1e6"));
      }
    }
    return directory.resolve("*.yml");
  }
}
