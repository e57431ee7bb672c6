package io.parley.gateway.server.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A wire that keeps what was sent. */
final class FakeWire implements Wire {

  final List<JsonNode> frames = new ArrayList<>();
  final List<Duration> pauses = new ArrayList<>();
  OptionalInt closed = OptionalInt.empty();
  boolean room = true;

  @Override
  public void send(String frame) {
    try {
      frames.add(Json.mapper().readTree(frame));
    } catch (JsonProcessingException e) {
      throw new AssertionError("The gateway wrote a frame that is not JSON", e);
    }
  }

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public void pause(Duration time) {
    pauses.add(time);
  }

  @Override
  public void close(int code, String reason) {
    closed = OptionalInt.of(code);
  }

  JsonNode last() {
    return frames.get(frames.size() - 1);
  }

  JsonNode last(String type) {
    return frames.stream()
        .filter(frame -> frame.path("type").asText().equals(type))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no frame " + type + " in " + frames));
  }
}
