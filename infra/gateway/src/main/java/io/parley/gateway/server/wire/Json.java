package io.parley.gateway.server.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.id.Snowflake;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The forms that frames and answers of the REST interface share: ids are strings of digits, times
 * are ISO 8601 in UTC with milliseconds.
 */
public final class Json {

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The mapper, for reading. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static String id(long id) {
    return Long.toString(id);
  }

  public static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  /** The time of an event or message, which is in its id. */
  public static String timeOfId(long id) {
    return time(Snowflake.unixMillis(id));
  }

  /** Adds the reference to a media file, if there is one. */
  public static void media(ObjectNode object, MessageType type, Media media) {
    if (media != null) {
      object
          .putObject("media")
          .put("kind", MediaKind.of(type, media.getMimeType()).name())
          .put("uri", media.getUri())
          .put("mime", media.getMimeType())
          .put("size", media.getSizeBytes())
          .put("sha256", media.getSha256());
    }
  }

  /** Adds what happened to the members. */
  public static void changes(ObjectNode object, List<MemberChange> changes) {
    ArrayNode list = object.putArray("changes");
    for (MemberChange change : changes) {
      ObjectNode entry =
          list.addObject().put("action", change.getAction().name()).put("user", change.getUserId());
      if (change.getAction() == MemberAction.JOIN || change.getAction() == MemberAction.SET_ROLE) {
        entry.put("role", change.getRole().name());
      }
      if (change.getAction() == MemberAction.SET_NOTIFY) {
        entry.put("notify", change.getNotify().name());
      }
    }
  }
}
