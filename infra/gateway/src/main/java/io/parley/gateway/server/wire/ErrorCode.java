package io.parley.gateway.server.wire;

/** The reasons for which the gateway refuses a frame. PROTOCOL.md has a line for each. */
public enum ErrorCode {
  /** The frame is not one JSON object, or is nested too deeply, or is not text. */
  NOT_JSON,
  /** The frame has more bytes than allowed. */
  FRAME_TOO_LARGE,
  /** The type of the frame is missing or unknown. */
  UNKNOWN_TYPE,
  /** A field is missing, or its value is not what was expected. */
  INVALID_FIELD,
  /** A text has an unpaired surrogate, so it cannot be stored as it was typed. */
  INVALID_TEXT,
  /** A frame came before hello, or a second hello. */
  NOT_NOW,
  /** The token is not one of this installation, or has expired. */
  UNAUTHORISED,
  /** The client sends faster than allowed; the gateway reads more slowly. */
  TOO_FAST,
  /** Too many commands wait for their acks. */
  TOO_MANY_PENDING,
  /** The command is larger than Kafka takes. */
  TOO_LARGE,
  /** The gateway could not handle the frame. */
  INTERNAL;

  /** Whether the same command may succeed when it is sent again. */
  boolean mayBeSentAgain() {
    return this == TOO_MANY_PENDING || this == INTERNAL || this == NOT_NOW;
  }
}
