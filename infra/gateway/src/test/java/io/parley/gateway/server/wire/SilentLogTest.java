package io.parley.gateway.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.gateway.server.Limits;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that no text, token or name of a client gets into the log, not even when handling its frame
 * fails, and that such a failure ends one connection only. Seen red: with the exception logged with
 * its message, and without the handling of exceptions.
 */
class SilentLogTest {

  private static final String CANARY = "canary-7f3a";

  private final TestConnections server = new TestConnections(Limits.defaults());
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root = context.getConfiguration().getRootLogger();
  private final Level before = root.getLevel();
  private final KeptLines lines = new KeptLines();

  private static final class KeptLines extends AbstractAppender {
    final List<String> all = new ArrayList<>();

    KeptLines() {
      super("kept", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      all.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }
  }

  @BeforeEach
  void listen() {
    lines.start();
    root.addAppender(lines, Level.ALL, null);
    root.setLevel(Level.ALL);
    context.updateLoggers();
  }

  @AfterEach
  void stop() {
    root.removeAppender("kept");
    root.setLevel(before);
    context.updateLoggers();
  }

  @Test
  void aFailureEndsOneConnectionAndIsLoggedWithoutWhatCausedIt() {
    FakeWire failing = new FakeWire();
    FakeWire other = new FakeWire();
    Connection connection = server.welcomed(failing);
    server.gate.last().failure = new IllegalStateException("cannot handle " + CANARY);
    Connection good = server.welcomed(other);
    connection.onText(
        "{\"type\":\"send\",\"id\":\"%1$s\",\"conversation\":\"%1$s\",\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"%1$s\"}"
            .formatted(CANARY));
    good.onText("{\"type\":\"ping\"}");

    assertThat(failing.last("error").path("code").asText()).isEqualTo("INTERNAL");
    assertThat(failing.closed).hasValue(1011);
    assertThat(other.last().path("type").asText()).isEqualTo("pong");
    assertThat(lines.all).anyMatch(line -> line.contains("IllegalStateException"));
    assertThat(lines.all).noneMatch(line -> line.contains(CANARY));
  }

  @Test
  void nothingThatAClientSendsIsLogged() {
    Connection connection = server.welcomed(new FakeWire());
    server
        .connections
        .open(new FakeWire())
        .onText("{\"type\":\"hello\",\"token\":\"" + CANARY + "\"}");
    connection.onText(CANARY);
    connection.onText("{\"type\":\"" + CANARY + "\"}");
    connection.onText("{\"type\":\"receipt\",\"conversation\":\"" + CANARY + " \"}");
    connection.onText(
        "{\"type\":\"send\",\"id\":\"1\",\"conversation\":\"c\",\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"%s\"}"
            .formatted(CANARY));

    assertThat(lines.all).noneMatch(line -> line.contains(CANARY));
  }
}
