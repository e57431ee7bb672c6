package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Tests the exit code of a command. Seen red: with the command's own code. */
class StandardOutputTest {

  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  @Test
  void outputThatWasWrittenChangesNothing() {
    assertThat(exitCode(new ByteArrayOutputStream(), 3)).isEqualTo(3);
    assertThat(notes.toString(UTF_8)).isEmpty();
  }

  @Test
  void outputThatIsCutOffIsAFailureThatIsTold() {
    assertThat(exitCode(failing("No space left on device"), 0)).isEqualTo(1);
    assertThat(notes.toString(UTF_8)).contains("not complete", "No space left on device");
  }

  @Test
  void aReaderThatHasWhatItWantsIsNotToldOfIt() {
    assertThat(exitCode(failing("Broken pipe"), 0)).isEqualTo(StandardOutput.READER_HAS_GONE);
    assertThat(notes.toString(UTF_8)).isEmpty();
  }

  private int exitCode(OutputStream target, int code) {
    StandardOutput output = new StandardOutput(target);
    new PrintStream(output, true, UTF_8).println("a line");
    return output.exitCode(code, new PrintStream(notes, true, UTF_8));
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
