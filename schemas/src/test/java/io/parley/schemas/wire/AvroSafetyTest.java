package io.parley.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.receipt.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

/** Tests Avro's safety settings, each in a JVM of its own, because Avro reads them only once. */
class AvroSafetyTest {

  @Test
  void itsLimitsAndItsTrustAreInForceInAFreshJvm() throws Exception {
    assertThat(probe()).isEqualTo("string limited, record trusted, stranger refused");
  }

  @Test
  void lowerLimitsOfTheOperatorAreKept() throws Exception {
    assertThat(probe("-D" + SystemLimitException.MAX_STRING_LENGTH_PROPERTY + "=1000"))
        .isEqualTo("string limited, record trusted, stranger refused");
  }

  @Test
  void largerLimitsAreRefused() throws Exception {
    assertThat(probe("-D" + SystemLimitException.MAX_STRING_LENGTH_PROPERTY + "=2000000000"))
        .contains("IllegalStateException")
        .contains("Avro's limits are above 2097152 bytes");
  }

  private static String probe(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output
        .lines()
        .filter(line -> !line.contains("StatusLogger"))
        .toList()
        .toString()
        .replaceAll("^\\[|]$", "");
  }

  /** What the fresh JVM runs. */
  static final class Probe {
    public static void main(String[] args) {
      AvroSafety.apply();
      System.out.println(
          (isRefused(() -> SystemLimitException.checkMaxStringLength(AvroSafety.MAX_LENGTH + 1L))
                  ? "string limited"
                  : "string not limited")
              + (isRefused(() -> ClassSecurityValidator.validate(Receipt.class))
                  ? ", record refused"
                  : ", record trusted")
              + (isRefused(() -> ClassSecurityValidator.validate(ProcessBuilder.class))
                  ? ", stranger refused"
                  : ", stranger trusted"));
    }

    private static boolean isRefused(Runnable check) {
      try {
        check.run();
        return false;
      } catch (SystemLimitException | SecurityException e) {
        return true;
      }
    }
  }
}
