package io.parley.schemas.wire;

import io.parley.schemas.command.ConversationCommand;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A corpus of values that cannot be decoded as {@link ConversationCommand}. Each must be refused
 * with its reason. No value may make the decoder throw, hang or take much memory. The values are
 * built around the layout of the real record, so that each is faulty in one place only.
 */
public final class HostileRecords {

  /**
   * One value of the corpus.
   *
   * @param value may be null, as the value of a Kafka record
   */
  public record HostileRecord(String name, byte[] value, UndecodableReason reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** An id that no registry gives out. */
  public static final int UNKNOWN_ID = Integer.MAX_VALUE;

  private static final long BOMB = 1_500_000_000L;

  /** The position of ChangeMembers and of SendMessage in the union of payloads. */
  private static final int CHANGE_MEMBERS = 4;

  private static final int SEND_MESSAGE = 1;

  /** The position of TEXT among the types of messages. */
  private static final int TEXT = 1;

  private final int commandId;
  private final List<HostileRecord> corpus = new ArrayList<>();

  private HostileRecords(int commandId) {
    this.commandId = commandId;
  }

  /**
   * The corpus.
   *
   * @param commandId schema id of ConversationCommand in the registry that will be asked
   * @param foreignId schema id of any other record there
   */
  public static List<HostileRecord> forCommands(int commandId, int foreignId) {
    HostileRecords records = new HostileRecords(commandId);
    records.brokenFrames(foreignId);
    records.brokenEnds();
    records.brokenStrings();
    records.bombs();
    records.brokenNumbers();
    return List.copyOf(records.corpus);
  }

  /**
   * A value that is a ConversationCommand, to show that the corpus is refused for its faults and
   * nothing else.
   */
  public static byte[] validCommand(int commandId) {
    return new HostileRecords(commandId).valid();
  }

  private void brokenFrames(int foreignId) {
    add("null value", null, UndecodableReason.EMPTY);
    add("no bytes", new byte[0], UndecodableReason.EMPTY);
    add("magic byte alone", new byte[] {0}, UndecodableReason.TOO_SHORT);
    add("half a schema id", new byte[] {0, 0, 0}, UndecodableReason.TOO_SHORT);
    add(
        "text instead of Avro",
        "{\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8),
        UndecodableReason.WRONG_MAGIC);
    byte[] otherMagic = valid();
    otherMagic[0] = 1;
    add("other magic byte", otherMagic, UndecodableReason.WRONG_MAGIC);
    add("unknown schema id", withId(UNKNOWN_ID), UndecodableReason.UNKNOWN_SCHEMA_ID);
    add("schema id of another record", withId(foreignId), UndecodableReason.SCHEMA_MISMATCH);
  }

  private void brokenEnds() {
    byte[] valid = valid();
    add("header alone", Arrays.copyOf(valid, 5), UndecodableReason.TRUNCATED);
    add("cut in a string", Arrays.copyOf(valid, 8), UndecodableReason.TRUNCATED);
    add("last byte missing", Arrays.copyOf(valid, valid.length - 1), UndecodableReason.TRUNCATED);
    add(
        "one byte too many",
        Arrays.copyOf(valid, valid.length + 1),
        UndecodableReason.TRAILING_BYTES);
    byte[] twice = Arrays.copyOf(valid, 2 * valid.length - 5);
    System.arraycopy(valid, 5, twice, valid.length, valid.length - 5);
    add("two records in one", twice, UndecodableReason.TRAILING_BYTES);
  }

  private void brokenStrings() {
    add("byte that UTF-8 never has", withFirstString(0xff), UndecodableReason.INVALID_UTF8);
    add("overlong slash", withFirstString(0xc0, 0xaf), UndecodableReason.INVALID_UTF8);
    add("surrogate in UTF-8", withFirstString(0xed, 0xa0, 0x80), UndecodableReason.INVALID_UTF8);
    add("UTF-8 cut short", withFirstString('a', 0xe2, 0x82), UndecodableReason.INVALID_UTF8);
    add("beyond U+10FFFF", withFirstString(0xf4, 0x90, 0x80, 0x80), UndecodableReason.INVALID_UTF8);
  }

  private void bombs() {
    add(
        "string of 1.5 GB declared",
        header().number(BOMB).bytes(),
        UndecodableReason.LIMIT_EXCEEDED);
    add(
        "string of 8 EB declared",
        header().number(Long.MAX_VALUE).bytes(),
        UndecodableReason.LIMIT_EXCEEDED);
    add("string of negative length", header().number(-5).bytes(), UndecodableReason.MALFORMED);
    add(
        "list of 1.5 billion declared",
        beforePayload().number(CHANGE_MEMBERS).number(2).number(BOMB).bytes(),
        UndecodableReason.LIMIT_EXCEEDED);
    add(
        "list in a block of negative size",
        beforePayload().number(CHANGE_MEMBERS).number(2).number(-BOMB).number(1).bytes(),
        UndecodableReason.LIMIT_EXCEEDED);
    add(
        "list of the most negative count",
        beforePayload().number(CHANGE_MEMBERS).number(2).number(Long.MIN_VALUE).number(1).bytes(),
        UndecodableReason.MALFORMED);
  }

  /**
   * A command whose text is "half " and half a surrogate pair, as a careless client cuts it. It
   * must be readable, so that its sender can be told.
   */
  public static byte[] commandWithHalfASurrogatePair(int commandId) {
    byte[] text = {'h', 'a', 'l', 'f', ' ', (byte) 0xed, (byte) 0xa0, (byte) 0xbd};
    return new HostileRecords(commandId)
        .beforePayload()
        .number(SEND_MESSAGE)
        .number(TEXT)
        .number(1)
        .string(text)
        .number(0) // no media
        .number(0) // no reply
        .number(0) // no mentions
        .bytes();
  }

  private void brokenNumbers() {
    add("no such union branch", beforePayload().number(77).bytes(), UndecodableReason.MALFORMED);
    add("negative union branch", beforePayload().number(-1).bytes(), UndecodableReason.MALFORMED);
    add(
        "no such symbol",
        beforePayload()
            .number(SEND_MESSAGE)
            .number(99)
            .number(0)
            .number(0)
            .number(0)
            .number(0)
            .bytes(),
        UndecodableReason.MALFORMED);
    byte[] endlessNumber = new byte[16];
    Arrays.fill(endlessNumber, (byte) 0x80);
    add("number without end", header().raw(endlessNumber).bytes(), UndecodableReason.MALFORMED);
  }

  private void add(String name, byte[] value, UndecodableReason reason) {
    corpus.add(new HostileRecord(name, value, reason));
  }

  private byte[] valid() {
    return emptyChange(beforePayload());
  }

  /**
   * A change of the members of a group that names nobody: well-formed, though no ingest takes it.
   */
  private static byte[] emptyChange(Bytes beforePayload) {
    return beforePayload.number(CHANGE_MEMBERS).number(2).number(0).bytes();
  }

  private byte[] withId(int id) {
    byte[] value = valid();
    System.arraycopy(WireFormat.header(id), 0, value, 0, WireFormat.HEADER_BYTES);
    return value;
  }

  private byte[] withFirstString(int... content) {
    byte[] bytes = new byte[content.length];
    for (int i = 0; i < content.length; i++) {
      bytes[i] = (byte) content[i];
    }
    return emptyChange(beforePayload(bytes));
  }

  private Bytes header() {
    return new Bytes().raw(WireFormat.header(commandId));
  }

  private Bytes beforePayload() {
    return beforePayload("message-1".getBytes(StandardCharsets.UTF_8));
  }

  /** Everything up to the payload: five ids, of which the first is given, and the client's time. */
  private Bytes beforePayload(byte[] clientMessageId) {
    Bytes bytes = header().string(clientMessageId);
    for (String id : List.of("room-1", "alice", "phone", "gateway-1")) {
      bytes.string(id.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.number(1_767_225_600_000L);
  }

  /** Avro binary, written by hand. */
  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Bytes string(byte[] bytes) {
      return number(bytes.length).raw(bytes);
    }

    Bytes number(long value) {
      long rest = (value << 1) ^ (value >> 63);
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
