package io.parley.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of limits: rows from {@code contract/limits.yaml}, in which <code>{an.option}</code>
 * stands for the default of that option.
 */
final class LimitsTable {

  private static final Pattern OPTION = Pattern.compile("\\{([a-z0-9.-]+)}");

  private LimitsTable() {}

  /**
   * @param options the default of each option of the jobs, by key
   * @throws IllegalStateException if a row names an option that no job has
   */
  static String markdown(Map<String, String> options) {
    StringBuilder text = new StringBuilder("| what | limit | beyond it |\n|---|---|---|\n");
    for (JsonNode row : ContractResources.load("limits")) {
      text.append("| ")
          .append(row.path("what").asText())
          .append(" | ")
          .append(fill(row.path("limit").asText(), options))
          .append(" | ")
          .append(fill(row.path("beyond").asText(), options))
          .append(" |\n");
    }
    return text.toString();
  }

  private static String fill(String text, Map<String, String> options) {
    return OPTION
        .matcher(text)
        .replaceAll(
            match -> {
              String key = match.group(1);
              if (!options.containsKey(key)) {
                throw new IllegalStateException(
                    "contract/limits.yaml names the option %s, which is in no job's README. Correct the row."
                        .formatted(key));
              }
              return Matcher.quoteReplacement(options.get(key) + " (`" + key + "`)");
            });
  }
}
