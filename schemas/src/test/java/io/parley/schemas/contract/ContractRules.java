package io.parley.schemas.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbered rules of the contract page: by number, the sentence in bold that each begins with.
 */
final class ContractRules {

  private static final Pattern RULE =
      Pattern.compile("^(\\d+)\\. \\*\\*(.+?)\\*\\*", Pattern.MULTILINE | Pattern.DOTALL);

  private final Map<Integer, String> duties = new TreeMap<>();

  private ContractRules(String page) {
    Matcher rules = RULE.matcher(page.substring(page.indexOf("## What a gateway does")));
    while (rules.find()) {
      duties.put(
          Integer.parseInt(rules.group(1)),
          rules.group(2).replaceAll("\\s+", " ").replace("`", ""));
    }
  }

  static ContractRules load(Path home) throws IOException {
    return new ContractRules(Files.readString(home.resolve("schemas/CONTRACT.md")));
  }

  /** All numbers, rising. */
  Iterable<Integer> numbers() {
    return duties.keySet();
  }

  String duty(int number) {
    if (!duties.containsKey(number)) {
      throw new IllegalArgumentException("schemas/CONTRACT.md has no rule " + number);
    }
    return duties.get(number);
  }
}
