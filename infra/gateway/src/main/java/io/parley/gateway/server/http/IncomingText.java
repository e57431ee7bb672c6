package io.parley.gateway.server.http;

import io.parley.gateway.server.wire.Connection;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;

/**
 * One text frame on its way in. It is kept up to the limit. The rest of a larger frame is read and
 * thrown away, so its sender can be told, and a frame of any size costs no more memory than the
 * limit. For the connection's I/O thread.
 */
final class IncomingText implements ChannelListener<StreamSourceFrameChannel> {

  private static final int CHUNK = 8 * 1024;

  private final Connection connection;
  private final int most;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
  private long bytes;

  IncomingText(Connection connection, int most) {
    this.connection = connection;
    this.most = most;
  }

  /** Reads what has come, until the frame is complete. */
  @Override
  public void handleEvent(StreamSourceFrameChannel frame) {
    try {
      int read = read(frame);
      while (read > 0) {
        read = read(frame);
      }
      if (read == 0) {
        frame.getReadSetter().set(this);
        frame.resumeReads();
      } else {
        complete();
      }
    } catch (IOException e) {
      IoUtils.safeClose(frame.getWebSocketChannel());
    }
  }

  private int read(StreamSourceFrameChannel frame) throws IOException {
    chunk.clear();
    int read = frame.read(chunk);
    if (read > 0) {
      bytes += read;
      if (bytes <= most) {
        kept.write(chunk.array(), 0, read);
      }
    }
    return read;
  }

  private void complete() {
    if (bytes > most) {
      connection.onTooLarge(bytes);
      return;
    }
    try {
      connection.onText(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(kept.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      connection.onMalformed("A text frame that is not valid UTF-8 came");
    }
  }
}
