package io.parley.schemas.topic;

import io.parley.schemas.testing.GeneratedBlock;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Holds the topic table of the README equal to the catalogue. */
class TopicTableTest {

  @Test
  void theReadmeHasTheTableOfTheCatalogue() throws IOException {
    GeneratedBlock.assertCurrent("README.md", "topics", TopicTable.markdown(TopicCatalogue.load()));
  }
}
