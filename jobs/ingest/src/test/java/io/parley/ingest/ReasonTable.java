package io.parley.ingest;

import io.parley.schemas.ack.RejectionReason;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of rejection reasons, from the doc of the schema: {@code NAME: sentence}. */
final class ReasonTable {

  private static final Pattern REASON = Pattern.compile("([A-Z_]{4,}): (.+?)(?= [A-Z_]{4,}: |$)");

  private ReasonTable() {}

  static String rejections() {
    String doc = RejectionReason.getClassSchema().getDoc();
    String rows =
        REASON.matcher(doc).results().map(ReasonTable::row).collect(Collectors.joining("\n"));
    return "| reason | when |\n|---|---|\n" + rows;
  }

  private static String row(MatchResult reason) {
    return "| `%s` | %s |".formatted(reason.group(1), reason.group(2).replace("|", "\\|"));
  }
}
