package io.parley.infra.local.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads and makes frames of the CQL protocol V4 (its specification, sections 2, 3 and 9). */
public final class CqlFrame {

  /** Version, flags, 2 bytes of stream, opcode, 4 bytes of length. */
  public static final int HEADER_BYTES = 9;

  public static final byte SUPPORTED = 0x06;
  public static final byte EXECUTE = 0x0A;
  public static final byte BATCH = 0x0D;

  private static final int STREAM_AT = 2;
  private static final int OPCODE_AT = 4;
  private static final byte ANSWER_V4 = (byte) 0x84;
  private static final byte ERROR = 0x00;
  private static final int WRITE_TIMEOUT = 0x1100;
  private static final short LOCAL_QUORUM = 0x0006;

  private CqlFrame() {}

  public static byte opcode(byte[] frame) {
    return frame[OPCODE_AT];
  }

  /** The stream number, by which a client finds the request that an answer belongs to. */
  public static short stream(byte[] frame) {
    return ByteBuffer.wrap(frame).getShort(STREAM_AT);
  }

  /** Whether this request writes, or may write because it executes a prepared statement. */
  public static boolean mayWrite(byte[] request) {
    return opcode(request) == EXECUTE || opcode(request) == BATCH;
  }

  /** Whether a frame has these bytes anywhere in it. An empty array counts as not contained. */
  public static boolean contains(byte[] frame, byte[] bytes) {
    if (bytes.length == 0) {
      return false;
    }
    for (int at = HEADER_BYTES; at <= frame.length - bytes.length; at++) {
      if (Arrays.equals(frame, at, at + bytes.length, bytes, 0, bytes.length)) {
        return true;
      }
    }
    return false;
  }

  /** The answer that the one replica that was asked did not acknowledge the write in time. */
  public static byte[] writeTimeout(short stream) {
    ByteBuffer body = ByteBuffer.allocate(256);
    body.putInt(WRITE_TIMEOUT);
    string(body, "Operation timed out - received only 0 responses.");
    body.putShort(LOCAL_QUORUM).putInt(0).putInt(1);
    string(body, "SIMPLE");
    body.flip();
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + body.remaining());
    frame.put(ANSWER_V4).put((byte) 0).putShort(stream).put(ERROR).putInt(body.remaining());
    return frame.put(body).array();
  }

  private static void string(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putShort((short) bytes.length).put(bytes);
  }
}
