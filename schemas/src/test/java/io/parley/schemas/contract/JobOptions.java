package io.parley.schemas.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The defaults of the jobs' options, read from the generated option tables in their READMEs. This
 * module cannot see the jobs' classes, because the jobs depend on it.
 */
final class JobOptions {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([a-z0-9.-]+)` \\| [^|]*\\|(?:[^|]*\\|)? ?`([^`|]*)` \\|", Pattern.MULTILINE);

  private JobOptions() {}

  /**
   * The default of each option that has one, by key.
   *
   * @param home the root of the project
   */
  static Map<String, String> defaults(Path home) throws IOException {
    Map<String, String> defaults = new HashMap<>();
    for (Path readme : readmes(home.resolve("jobs"))) {
      Matcher row = ROW.matcher(Files.readString(readme));
      while (row.find()) {
        defaults.put(row.group(1), row.group(2));
      }
    }
    return defaults;
  }

  private static List<Path> readmes(Path jobs) throws IOException {
    try (Stream<Path> modules = Files.list(jobs)) {
      return modules.map(module -> module.resolve("README.md")).filter(Files::exists).toList();
    }
  }
}
