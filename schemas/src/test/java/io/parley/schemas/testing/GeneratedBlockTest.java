package io.parley.schemas.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GeneratedBlockTest {

  @Test
  void onlyTheBlockIsReplaced() {
    assertThat(GeneratedBlock.replace("a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n", "x", "new"))
        .isEqualTo("a\n<!-- x:begin -->\n\nnew\n\n<!-- x:end -->\nb\n");
  }

  @Test
  void aDocumentWithoutTheBlockIsRefused() {
    assertThatThrownBy(() -> GeneratedBlock.replace("text", "x", "new"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<!-- x:begin -->");
  }
}
