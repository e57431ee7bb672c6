package io.parley.schemas.contract;

import io.parley.schemas.topic.TopicCatalogue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contract page with its generated blocks brought up to date. A block is the text between
 * {@code <!-- name:begin -->} and {@code <!-- name:end -->}.
 */
final class ContractPage {

  private ContractPage() {}

  /**
   * The page with every block generated anew. Text outside the blocks stays as it is.
   *
   * @throws IllegalArgumentException if the page lacks one of the blocks
   */
  static String refresh(String page, TopicCatalogue catalogue, Map<String, String> options) {
    Map<String, String> blocks = new LinkedHashMap<>();
    blocks.put("topic-reference", TopicReference.markdown(catalogue));
    blocks.put("shared-types", TypeReference.markdown(catalogue));
    blocks.put("limits", LimitsTable.markdown(options));
    String refreshed = page;
    for (Map.Entry<String, String> block : blocks.entrySet()) {
      refreshed = replace(refreshed, block.getKey(), block.getValue());
    }
    return refreshed;
  }

  static String replace(String page, String name, String generated) {
    String begin = "<!-- " + name + ":begin -->";
    String end = "<!-- " + name + ":end -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "The page has no line '%s' followed by '%s': there is no place for the generated text."
              .formatted(begin, end));
    }
    return page.substring(0, from + begin.length())
        + "\n\n"
        + generated.strip()
        + "\n\n"
        + page.substring(to);
  }
}
