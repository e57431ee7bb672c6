package io.parley.schemas.rights;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rights table as Markdown: one row for each principal and resource. */
public final class RightsPage {

  private RightsPage() {}

  /** The table. */
  public static String of(RightsTable rights) {
    StringBuilder page =
        new StringBuilder("| principal | resource | operations |\n|---|---|---|\n");
    for (Principal principal : rights.principals()) {
      rows(principal).forEach(row -> page.append(row).append('\n'));
    }
    return page.toString();
  }

  private static Stream<String> rows(Principal principal) {
    return Stream.of(
            principal.kafka().stream()
                .map(right -> row(principal, resource(right), right.operations())),
            principal.tables().stream()
                .map(
                    right -> row(principal, "tables " + names(right.names()), right.permissions())),
            Stream.of(row(principal, "schema registry", List.of(principal.registry().name()))))
        .flatMap(rows -> rows);
  }

  private static String resource(KafkaRight right) {
    if (right.cluster()) {
      return "Kafka cluster";
    }
    return Stream.of(
            named("topics ", right.topics()),
            named("groups ", right.groups()),
            named("transactional ids ", right.transactionalIds()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String named(String kind, List<String> names) {
    return names.isEmpty() ? "" : kind + names(names);
  }

  private static String names(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String row(Principal principal, String resource, List<String> operations) {
    return "| `%s` | %s | %s |"
        .formatted(
            principal.name(),
            resource,
            operations.stream()
                .map(operation -> operation.toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", ")));
  }
}
