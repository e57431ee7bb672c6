package io.parley.gateway.server.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.schemas.id.Identifiers;
import io.parley.schemas.receipt.ReceiptKind;
import java.util.Optional;

/**
 * Reads the frames of clients. It is safe for use by several threads.
 *
 * <p>A client is not trusted. Every field is checked for its type and its form, depth and sizes are
 * bounded, and whatever is wrong becomes a {@link FrameException}. Fields that the reader does not
 * know are ignored, so that a later version of a client may send more.
 */
final class FrameReader {

  private static final int DEEPEST = 8;
  private static final int LONGEST_NUMBER = 32;
  private static final String TYPES = "hello, send, edit, delete, members, receipt, logout or ping";

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final CommandReader commands = new CommandReader();

  ClientFrame read(String frame) throws FrameException {
    JsonNode root = parse(frame);
    Fields fields = new Fields(root, "frame");
    String type = root.path("type").isTextual() ? root.path("type").textValue() : "";
    try {
      return switch (type) {
        case "hello" -> new ClientFrame.Hello(fields.text("token"));
        case "send", "edit", "delete", "members" ->
            new ClientFrame.Command(commands.read(type, fields));
        case "receipt" ->
            new ClientFrame.Receipt(
                fields.id("conversation"),
                fields.number("event"),
                fields.symbol("kind", ReceiptKind.class, "\"delivered\" or \"read\""));
        case "logout" -> new ClientFrame.Logout();
        case "ping" -> new ClientFrame.Ping();
        default -> throw unknownType(fields);
      };
    } catch (FrameException e) {
      throw e.ofCommand(commandId(root));
    }
  }

  private static JsonNode parse(String frame) throws FrameException {
    JsonNode root;
    try {
      root = JSON.readTree(frame);
    } catch (JacksonException e) {
      throw notJson(Quoted.of(frame) + " cannot be read as JSON");
    }
    if (!root.isObject()) {
      throw notJson("The frame is " + root.getNodeType());
    }
    return root;
  }

  static FrameException notJson(String what) {
    return new FrameException(
        ErrorCode.NOT_JSON,
        what
            + ", expected a text frame with one JSON object of at most "
            + DEEPEST
            + " levels, without repeated names. The frame is ignored.");
  }

  private static FrameException unknownType(Fields fields) {
    return new FrameException(ErrorCode.UNKNOWN_TYPE, fields.wrong("type", TYPES).getMessage());
  }

  private static Optional<String> commandId(JsonNode root) {
    return Optional.of(root.path("id"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(Identifiers::isValid);
  }
}
