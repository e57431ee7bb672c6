package io.parley.gateway.server.wire;

import io.parley.schemas.conversation.MessageType;

/**
 * The kinds of media of the protocol. The pipeline has no type for videos: it takes them as files.
 */
public enum MediaKind {
  IMAGE(MessageType.IMAGE),
  AUDIO(MessageType.VOICE),
  VIDEO(MessageType.FILE),
  FILE(MessageType.FILE);

  private final MessageType type;

  MediaKind(MessageType type) {
    this.type = type;
  }

  MessageType type() {
    return type;
  }

  /** The kind to show, by the message's type and the media's declared type. */
  public static MediaKind of(MessageType type, String mimeType) {
    return switch (type) {
      case IMAGE -> IMAGE;
      case VOICE -> AUDIO;
      case FILE, TEXT, SYSTEM, UNKNOWN -> mimeType.startsWith("video/") ? VIDEO : FILE;
    };
  }
}
