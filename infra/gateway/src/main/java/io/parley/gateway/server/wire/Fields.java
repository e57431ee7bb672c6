package io.parley.gateway.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.schemas.id.Identifiers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of one JSON object of a client. Each method reads a field as what it should be, or
 * refuses the frame with the field's name, its value and what was expected.
 */
final class Fields {

  private static final String IGNORED = " The frame is ignored.";

  private final JsonNode object;
  private final String where;

  Fields(JsonNode object, String where) {
    this.object = object;
    this.where = where;
  }

  boolean has(String name) {
    return !object.path(name).isMissingNode() && !object.path(name).isNull();
  }

  String text(String name) throws FrameException {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw wrong(name, "a string");
    }
    return valid(name, value.textValue());
  }

  Optional<String> optionalText(String name) throws FrameException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** An id of a user, conversation or command. */
  String id(String name) throws FrameException {
    JsonNode value = object.path(name);
    if (!value.isTextual() || !Identifiers.isValid(value.textValue())) {
      throw wrong(name, Identifiers.RULE);
    }
    return value.textValue();
  }

  /** An id of an event or message: a string of digits, because JSON numbers lose digits. */
  long number(String name) throws FrameException {
    JsonNode value = object.path(name);
    String digits = value.isTextual() ? value.textValue() : "";
    if (digits.matches("[0-9]{1,19}")) {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        throw wrong(name, "an id of at most 9223372036854775807");
      }
    }
    throw wrong(name, "an id as a string of 1 to 19 digits");
  }

  /** A time as ISO 8601 with an offset; the milliseconds since 1970. */
  long time(String name) throws FrameException {
    JsonNode value = object.path(name);
    try {
      if (value.isTextual() && value.textValue().length() <= 40) {
        return OffsetDateTime.parse(value.textValue()).toInstant().toEpochMilli();
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(name, "a time such as " + Instant.EPOCH.plusMillis(1));
    }
    throw wrong(name, "a time such as " + Instant.EPOCH.plusMillis(1));
  }

  /** A whole number that fits into 64 bits. */
  long size(String name) throws FrameException {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return value.longValue();
  }

  <E extends Enum<E>> E symbol(String name, Class<E> type, String expected) throws FrameException {
    JsonNode value = object.path(name);
    if (value.isTextual()) {
      for (E symbol : type.getEnumConstants()) {
        if (symbol.name().equals(value.textValue().toUpperCase(Locale.ROOT))
            && !symbol.name().equals("UNKNOWN")) {
          return symbol;
        }
      }
    }
    throw wrong(name, expected);
  }

  /** A list of objects or strings. */
  JsonNode list(String name, int most) throws FrameException {
    JsonNode value = object.path(name);
    if (!value.isArray() || value.size() > most) {
      throw wrong(name, "a list of at most " + most);
    }
    return value;
  }

  Fields object(String name) throws FrameException {
    if (!object.path(name).isObject()) {
      throw wrong(name, "an object");
    }
    return new Fields(object.path(name), where + "." + name);
  }

  FrameException wrong(String name, String expected) {
    return new FrameException(
        ErrorCode.INVALID_FIELD,
        where + "." + name + " is " + shown(name) + ", expected " + expected + "." + IGNORED);
  }

  private String valid(String name, String text) throws FrameException {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new FrameException(
          ErrorCode.INVALID_TEXT,
          where
              + "."
              + name
              + " has an unpaired surrogate, expected valid Unicode, because it could not be stored"
              + " as it was typed."
              + IGNORED);
    }
    return text;
  }

  private String shown(String name) {
    JsonNode value = object.path(name);
    return switch (value.getNodeType()) {
      case MISSING -> "missing";
      case NULL -> "null";
      case STRING -> Quoted.of(value.textValue());
      case ARRAY -> "a list of " + value.size();
      case OBJECT -> "an object";
      default -> Quoted.of(value.asText());
    };
  }
}
