package io.parley.e2e.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Holds the table of least versions in SECURITY.md equal to the rules that the build enforces. With
 * {@code -Dparley.regenerate=true} it writes the table.
 *
 * <p>Seen red: with another version in the page.
 */
class LeastVersionsTest {

  private static final Path HOME = Path.of(System.getProperty("parley.home", "../.."));
  private static final Path PAGE = HOME.resolve("SECURITY.md");
  private static final String BEGIN = "<!-- least-versions:begin -->\n";
  private static final String END = "<!-- least-versions:end -->";
  private static final Pattern RULE =
      Pattern.compile("([^:]+:[^:]+)(?::\\(,([^)]+)\\))?|([^:]+:\\*):\\(,([^)]+)\\)");

  @Test
  void thePageShowsTheRulesOfTheBuild() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).isLessThan(end);
    String wanted = "\n" + table() + "\n";
    if (Boolean.getBoolean("parley.regenerate")) {
      Files.writeString(PAGE, page.substring(0, begin) + wanted + page.substring(end));
      page = Files.readString(PAGE);
      end = page.indexOf(END);
    }
    assertThat(page.substring(begin, end)).isEqualTo(wanted);
  }

  @Test
  void everyRuleNamesWhatIsWrongBelowTheLeastVersion() {
    assertThat(rules())
        .hasSizeGreaterThan(15)
        .allSatisfy(rule -> assertThat(text(rule, "message")).matches("(?s).*[.]"));
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| library | least version | what is wrong below |\n|---|---|---|\n");
    for (Element rule : rules()) {
      NodeList excludes = rule.getElementsByTagName("exclude");
      for (int i = 0; i < excludes.getLength(); i++) {
        table.append(row(excludes.item(i).getTextContent().strip(), text(rule, "message")));
      }
    }
    return table.toString();
  }

  private static String row(String exclude, String message) {
    Matcher rule = RULE.matcher(exclude);
    assertThat(rule.matches()).as(exclude).isTrue();
    String version = rule.group(2) == null ? rule.group(4) : rule.group(2);
    String library = rule.group(1) == null ? rule.group(3) : rule.group(1);
    return "| `%s` | %s | %s |%n"
        .formatted(library, version == null ? "none is allowed" : version, message);
  }

  private static String text(Element rule, String name) {
    Node found = rule.getElementsByTagName(name).item(0);
    return found == null ? "" : found.getTextContent().strip();
  }

  /** The rules of the execution {@code least-versions} in the root POM. */
  private static List<Element> rules() {
    NodeList executions = Xml.read(HOME.resolve("pom.xml")).getElementsByTagName("execution");
    List<Element> rules = new ArrayList<>();
    for (int i = 0; i < executions.getLength(); i++) {
      Element execution = (Element) executions.item(i);
      if (text(execution, "id").equals("least-versions")) {
        NodeList banned = execution.getElementsByTagName("bannedDependencies");
        for (int j = 0; j < banned.getLength(); j++) {
          Node rule = banned.item(j);
          rules.add((Element) rule);
        }
      }
    }
    return rules;
  }
}
