package io.parley.ingest.decide;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MessageType;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a message may consist of, by its type. Looks at nothing but the content. */
final class ContentRules {

  private static final int MAX_URI_LENGTH = 2_048;
  private static final Pattern MIME_TYPE =
      Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}(;[\\x20-\\x7e]{0,127})?");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private ContentRules() {}

  /** The first rule that the content breaks, if any. */
  static Optional<RejectionReason> violation(MessageType type, String text, Media media) {
    if (type == MessageType.UNKNOWN) {
      return Optional.of(RejectionReason.UNSUPPORTED);
    }
    boolean hasText = text != null && !text.isEmpty();
    if (!hasText && media == null) {
      return Optional.of(RejectionReason.EMPTY_MESSAGE);
    }
    if (carriesMedia(type) ? !isValid(media) : media != null) {
      return Optional.of(RejectionReason.INVALID_MEDIA);
    }
    return hasText ? violation(text) : Optional.empty();
  }

  private static boolean carriesMedia(MessageType type) {
    return switch (type) {
      case IMAGE, FILE, VOICE -> true;
      case TEXT, SYSTEM, UNKNOWN -> false;
    };
  }

  private static boolean isValid(Media media) {
    return media != null
        && !media.getUri().isBlank()
        && media.getUri().length() <= MAX_URI_LENGTH
        && MIME_TYPE.matcher(media.getMimeType()).matches()
        && media.getSizeBytes() >= 0
        && SHA_256.matcher(media.getSha256()).matches();
  }

  /**
   * A text is any Unicode: half a surrogate pair is none, and would be stored as something else.
   */
  private static Optional<RejectionReason> violation(String text) {
    if (text.length() > DecisionLimits.MAX_TEXT_BYTES) {
      return Optional.of(RejectionReason.TEXT_TOO_LONG);
    }
    try {
      int bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
      return bytes > DecisionLimits.MAX_TEXT_BYTES
          ? Optional.of(RejectionReason.TEXT_TOO_LONG)
          : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.of(RejectionReason.INVALID_TEXT);
    }
  }
}
