package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.junit.jupiter.api.Test;

/** Tests that opening a writer leaves nothing open when it fails halfway. */
class ScyllaSinkWriterTest {

  private static final WriterInitContext NOT_USED = null;

  /** Would catch a handler that is opened before the database: nothing would close it. */
  @Test
  void noHandlerIsOpenedWhenTheDatabaseIsAway() {
    List<String> opened = new ArrayList<>();

    assertThatThrownBy(
            () ->
                ScyllaSinkWriter.<String>open(
                    NOT_USED,
                    TestSettings.unbatched(1),
                    () -> {
                      throw new IOException("down");
                    },
                    context -> {
                      opened.add("handler");
                      return row -> {};
                    }))
        .hasMessage("down");

    assertThat(opened).isEmpty();
  }

  /** Seen red without the catch in open. */
  @Test
  void theDatabaseIsLetGoWhenTheHandlerCannotBeOpened() {
    FakeTarget database = new FakeTarget();

    assertThatThrownBy(
            () ->
                ScyllaSinkWriter.<String>open(
                    NOT_USED,
                    TestSettings.unbatched(1),
                    () -> database,
                    context -> {
                      throw new IOException("no topic");
                    }))
        .hasMessage("no topic");

    assertThat(database.isClosed()).isTrue();
  }
}
