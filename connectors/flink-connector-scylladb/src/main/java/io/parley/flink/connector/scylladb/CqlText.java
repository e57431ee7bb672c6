package io.parley.flink.connector.scylladb;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A CQL statement as tokens, without comments: words in upper case, quoted names and strings as
 * they are, each other character on its own. Enough to recognise clauses; no parser.
 */
final class CqlText {

  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\\n]*|//[^\\n]*|/\\*.*?\\*/" // comments
              + "|'(?:[^']|'')*'|\\$\\$.*?\\$\\$" // strings
              + "|\"(?:[^\"]|\"\")*\"" // quoted names
              + "|[\\p{Alpha}_]\\w*|\\d[\\w.]*" // words and numbers
              + "|\\S",
          Pattern.DOTALL);

  private final List<String> tokens;

  CqlText(String cql) {
    this.tokens =
        TOKEN
            .matcher(cql)
            .results()
            .map(MatchResult::group)
            .filter(token -> !isComment(token))
            .map(CqlText::normalised)
            .toList();
  }

  String firstWord() {
    return tokens.isEmpty() ? "" : tokens.get(0);
  }

  boolean contains(String... sequence) {
    return Collections.indexOfSubList(tokens, List.of(sequence)) >= 0;
  }

  /** Whether {@code function} is called: its name, then an opening parenthesis. */
  boolean calls(String function) {
    return contains(function, "(");
  }

  /** Whether the tokens, joined by single blanks, contain {@code pattern}. */
  boolean matches(Pattern pattern) {
    return pattern.matcher(String.join(" ", tokens)).find();
  }

  /** Whether {@code column} is added to or taken from: {@code c = c + ?}, {@code c += ?}. */
  boolean changesInPlace(String column) {
    return Stream.of(column.toUpperCase(Locale.ROOT), '"' + column + '"')
        .anyMatch(
            name ->
                Stream.of("+", "-").anyMatch(sign -> contains(name, sign) || contains(sign, name)));
  }

  private static boolean isComment(String token) {
    return token.startsWith("--") || token.startsWith("//") || token.startsWith("/*");
  }

  private static String normalised(String token) {
    char first = token.charAt(0);
    if (first == '\'' || first == '$') {
      return "'string'";
    }
    return first == '"' ? token : token.toUpperCase(Locale.ROOT);
  }
}
