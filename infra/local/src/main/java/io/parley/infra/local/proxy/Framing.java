package io.parley.infra.local.proxy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A rule that divides a stream of bytes into pieces. */
public enum Framing {
  /** Pieces as they are received. This works for any protocol, but a piece means nothing. */
  BYTES {
    @Override
    byte[] read(DataInputStream in) throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      int count = in.read(buffer);
      if (count < 0) {
        throw new EOFException();
      }
      return Arrays.copyOf(buffer, count);
    }
  },

  /** A request or an answer of Kafka's protocol, with the 4 bytes of its length. */
  KAFKA {
    @Override
    byte[] read(DataInputStream in) throws IOException {
      return frame(in, Integer.BYTES);
    }
  },

  /** A frame of the CQL protocol V4, with its header. */
  CQL {
    @Override
    byte[] read(DataInputStream in) throws IOException {
      return frame(in, CqlFrame.HEADER_BYTES);
    }
  };

  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * The next piece, waiting for it.
   *
   * @throws EOFException if the stream has ended
   */
  abstract byte[] read(DataInputStream in) throws IOException;

  /** A header whose last four bytes are the length of the rest, and the rest. */
  private static byte[] frame(DataInputStream in, int headerBytes) throws IOException {
    byte[] header = new byte[headerBytes];
    in.readFully(header);
    int length = ByteBuffer.wrap(header).getInt(headerBytes - Integer.BYTES);
    byte[] frame = Arrays.copyOf(header, headerBytes + length);
    in.readFully(frame, headerBytes, length);
    return frame;
  }
}
