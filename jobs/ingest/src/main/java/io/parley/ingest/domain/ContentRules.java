package io.parley.ingest.domain;

import static io.parley.ingest.domain.RejectedException.require;

import io.parley.schemas.ack.RejectionReason;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MessageType;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The rules for the content of a message, by its type. They depend on nothing but the content. */
final class ContentRules {

  private static final Pattern MIME_TYPE =
      Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}(;[\\x20-\\x7e]{0,127})?|\\*/\\*");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final long UNKNOWN_SIZE = -1;

  private ContentRules() {}

  /** Refuses content with the first rule that it breaks. */
  static void check(MessageType type, String text, Media media) throws RejectedException {
    require(type != MessageType.UNKNOWN, RejectionReason.UNSUPPORTED);
    if (text != null) {
      check(text);
    }
    boolean visible = text != null && !BlankText.isBlank(text);
    require(visible || media != null, RejectionReason.EMPTY_MESSAGE);
    require(carriesMedia(type) ? isValid(media) : media == null, RejectionReason.INVALID_MEDIA);
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
        && media.getUri().length() <= DecisionLimits.MAX_URI_LENGTH
        && StandardCharsets.UTF_8.newEncoder().canEncode(media.getUri())
        && MIME_TYPE.matcher(media.getMimeType()).matches()
        && media.getSizeBytes() >= UNKNOWN_SIZE
        && SHA_256.matcher(media.getSha256()).matches();
  }

  /**
   * Accepts any Unicode text. An unpaired surrogate is not valid text, and would be stored as
   * something else.
   */
  private static void check(String text) throws RejectedException {
    require(text.length() <= DecisionLimits.MAX_TEXT_BYTES, RejectionReason.TEXT_TOO_LONG);
    try {
      int bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
      require(bytes <= DecisionLimits.MAX_TEXT_BYTES, RejectionReason.TEXT_TOO_LONG);
    } catch (CharacterCodingException e) {
      throw new RejectedException(RejectionReason.INVALID_TEXT);
    }
  }
}
