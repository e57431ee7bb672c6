package io.parley.gateway.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.gateway.server.wire.Login;
import io.parley.gateway.server.wire.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the tokens and their key. Seen red: without the comparison of the HMAC. */
class TokensTest {

  @TempDir Path directory;
  private long now = 1_800_000_000_000L;
  private final Time time =
      new Time() {
        @Override
        public long millis() {
          return now;
        }

        @Override
        public long nanos() {
          return 0;
        }
      };

  @Test
  void aTokenOutlivesARestartAndHoldsAtAnotherGatewayWithTheSameKey() throws IOException {
    String token = Tokens.of(directory.resolve("key"), time).issue("ann", "ann.web-1");

    assertThat(Tokens.of(directory.resolve("key"), time).verify(token))
        .contains(new Login.Identity("ann", "ann.web-1"));
    assertThat(Tokens.of(directory.resolve("other"), time).verify(token)).isEmpty();
  }

  @Test
  void nobodyCanMakeATokenOfAnotherUserFromTheirOwn() throws IOException {
    Tokens tokens = Tokens.of(directory.resolve("key"), time);
    String token = tokens.issue("bob", "bob.web-1");
    String content =
        new String(
            Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
            StandardCharsets.US_ASCII);
    String forged =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(content.replace("bob", "ann").getBytes(StandardCharsets.US_ASCII))
            + token.substring(token.indexOf('.'));

    assertThat(tokens.verify(forged)).isEmpty();
  }

  @Test
  void aTokenExpires() throws IOException {
    Tokens tokens = Tokens.of(directory.resolve("key"), time);
    String token = tokens.issue("ann", "ann.web-1");
    now += Duration.ofDays(30).toMillis() - 1;
    assertThat(tokens.verify(token)).isPresent();
    now += 1;
    assertThat(tokens.verify(token)).isEmpty();
  }

  @Test
  void whatIsNoTokenIsNotValid() throws IOException {
    Tokens tokens = Tokens.of(directory.resolve("key"), time);
    for (String text : new String[] {"", ".", "a.b", "ÿ.ÿ", "x".repeat(10_000), "a.b.c"}) {
      assertThat(tokens.verify(text)).as(text).isEmpty();
    }
  }

  @Test
  void onlyItsOwnerReadsTheKey() throws IOException {
    Tokens.of(directory.resolve("key"), time);

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("key"))))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aKeyFileOfAnotherLengthIsRefused() throws IOException {
    Files.writeString(directory.resolve("key"), "short");

    assertThatThrownBy(() -> Tokens.of(directory.resolve("key"), time))
        .hasMessageContaining("5 bytes, expected 32");
  }
}
