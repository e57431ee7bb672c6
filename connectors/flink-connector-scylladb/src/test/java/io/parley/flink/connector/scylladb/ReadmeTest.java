package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/**
 * Holds the README's tables equal to the code. With {@code -Dparley.regenerate=true} it writes them
 * anew instead of complaining.
 */
class ReadmeTest {

  private static final Path README =
      Path.of(
          System.getProperty("parley.home"), "connectors", "flink-connector-scylladb", "README.md");

  @Test
  void theOptionsTableIsThatOfTheCode() throws Exception {
    assertCurrent("options", optionsTable());
  }

  @Test
  void theErrorTableIsThatOfTheCode() throws Exception {
    assertCurrent("errors", errorTable());
  }

  private static String optionsTable() throws IllegalAccessException {
    StringBuilder table =
        new StringBuilder("| option | default | type | meaning |\n|---|---|---|---|\n");
    for (Field field : ScyllaOptions.class.getFields()) {
      ConfigOption<?> option = (ConfigOption<?>) field.get(null);
      table.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  option.key(),
                  value(option.defaultValue()),
                  type(field),
                  new HtmlFormatter().format(option.description())));
    }
    return table.toString();
  }

  private static String type(Field field) {
    Type type = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
    return Arrays.stream(type.getTypeName().split("[<>, ]+"))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .collect(Collectors.joining(" of "))
        .replace("Map of String of String", "Map");
  }

  private static String value(Object value) {
    if (value == null || value.equals(Map.of())) {
      return "";
    }
    return "`" + (value instanceof Duration d ? TimeUtils.formatWithHighestUnit(d) : value) + "`";
  }

  private static String errorTable() {
    return Stream.concat(Stream.of(ErrorClassifier.BINDER), ErrorClassifier.TABLE.stream())
        .map(
            rule -> "| `%s` | %s | %s |%n".formatted(rule.name(), rule.errorClass(), rule.advice()))
        .collect(Collectors.joining("", "| rule | class | meaning |\n|---|---|---|\n", ""));
  }

  private static void assertCurrent(String block, String generated) throws IOException {
    String readme = Files.readString(README);
    String begin = "<!-- " + block + ":begin -->\n";
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf("<!-- " + block + ":end -->");
    if (Boolean.getBoolean("parley.regenerate")) {
      Files.writeString(README, readme.substring(0, from) + generated + readme.substring(to));
      return;
    }
    assertThat(List.of(readme.substring(from, to).split("\n")))
        .as("Out of date: run this test with -Dparley.regenerate=true.")
        .isEqualTo(List.of(generated.split("\n")));
  }
}
