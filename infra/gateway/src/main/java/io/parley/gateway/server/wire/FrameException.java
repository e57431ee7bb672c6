package io.parley.gateway.server.wire;

import java.util.Optional;

/**
 * A frame that the gateway refuses. The message is for the client. It says what came, what was
 * expected and what happens now, and never quotes more than a few characters of what came.
 */
final class FrameException extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Optional<String> id;

  FrameException(ErrorCode code, String message) {
    this(code, message, Optional.empty());
  }

  private FrameException(ErrorCode code, String message, Optional<String> id) {
    super(message, null, false, false);
    this.code = code;
    this.id = id;
  }

  /** The same for the command with this id. */
  FrameException ofCommand(Optional<String> command) {
    return new FrameException(code, getMessage(), command);
  }

  ErrorCode code() {
    return code;
  }

  /** The id of the command that the frame was, if it had a valid one. */
  Optional<String> id() {
    return id;
  }
}
