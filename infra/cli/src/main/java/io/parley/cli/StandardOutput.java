package io.parley.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Standard output that remembers why it could not be written. A {@link PrintStream} swallows that,
 * so a command would end with 0 though its file is cut off, and would follow a topic for a reader
 * that has gone.
 */
final class StandardOutput extends FilterOutputStream {

  /** What a shell reports of a process that SIGPIPE has ended: 128 and the signal's number. */
  static final int READER_HAS_GONE = 141;

  private IOException failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  /** Whether nothing more can be written to the standard output of this process. */
  static boolean isClosed() {
    return System.out.checkError();
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * The exit code of a command whose output went here.
   *
   * @param code that of the command
   * @param notes says what has happened, unless the reader of a pipe has what it wants, as {@code
   *     head} does
   */
  synchronized int exitCode(int code, PrintStream notes) {
    if (failure == null) {
      return code;
    }
    if ("Broken pipe".equals(failure.getMessage())) {
      return READER_HAS_GONE;
    }
    notes.println("parley: The output is not complete: " + failure.getMessage());
    return code == 0 ? 1 : code;
  }
}
