package io.parley.schemas.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of the signatures of gateways.
 *
 * <p>Seen red: a MAC without the topic and without the lengths of the parts; a check that does not
 * compare the claimed gateway; a key file that is read again only for a key that it does not know,
 * so that a removed key stayed valid; a changed file that is not valid, which ended the reader.
 */
class SignatureCheckTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final String CANARY =
      Base64.getEncoder().encodeToString("canary-canary-canary-canary-canary".getBytes(UTF_8));
  private static final SignedRecord RECORD = record("chat.commands", "room", "hello");

  @TempDir private Path directory;
  private Path file;
  private SignatureCheck check;
  private int changes;

  @BeforeEach
  void writeKeys() throws IOException {
    file = directory.resolve("keys");
    Files.writeString(
        file, "# gateways\ngw-1 k1 %s\ngw-2 k1 %s\n".formatted(secret("one"), secret("two")));
    check = new SignatureCheck(KeyFile.read(file), Duration.ofHours(1));
  }

  @Test
  void aRecordThatItsGatewayHasSignedPasses() {
    assertThat(passes(signed("gw-1", RECORD), RECORD, "gw-1")).isTrue();
  }

  @Test
  void aReceiptThatNamesNoGatewayPassesIfAnyKnownGatewayHasSigned() {
    assertThat(check.passes(signed("gw-2", RECORD), RECORD, NOW, Optional.empty())).isTrue();
  }

  @Test
  void aRecordThatClaimsAnotherGatewayIsRefused() {
    assertThat(passes(signed("gw-2", RECORD), RECORD, "gw-1")).isFalse();
  }

  @Test
  void noSignatureAndAMalformedOneAreRefused() {
    assertThat(passes(null, RECORD, "gw-1")).isFalse();
    for (String header :
        new String[] {
          "", "v1", "v2;gw-1;k1;1;x", "v1;gw-1;k1;NaN;AAAA", "v1;gw-1;k1;1;AAAA", ";;;;"
        }) {
      assertThat(passes(header, RECORD, "gw-1")).as(header).isFalse();
    }
    assertThat(passes("v1;gw-1;k1;" + NOW + ";" + "A".repeat(100_000), RECORD, "gw-1")).isFalse();
  }

  @Test
  void aSignatureHoldsForNoOtherRecordAndNoOtherTopic() {
    String header = signed("gw-1", RECORD);
    assertThat(passes(header, record("chat.commands", "room", "hullo"), "gw-1")).isFalse();
    assertThat(passes(header, record("chat.commands", "rooms", "hello"), "gw-1")).isFalse();
    assertThat(passes(header, record("chat.sessions", "room", "hello"), "gw-1")).isFalse();
    // The same bytes in a row, cut at another place.
    assertThat(passes(header, record("chat.commands", "roomh", "ello"), "gw-1")).isFalse();
  }

  @Test
  void aSignatureOfAnotherKeyOrOfNoKnownKeyIsRefused() {
    String forged =
        GatewaySignature.sign(RECORD, new SigningKey("gw-1", "k1", bytes("forged")), NOW).text();
    assertThat(passes(forged, RECORD, "gw-1")).isFalse();
    assertThat(passes(signed("gw-1", RECORD).replace(";k1;", ";k9;"), RECORD, "gw-1")).isFalse();
  }

  @Test
  void anOldSignatureIsRefusedByTheTimeOfTheRecord() {
    String header = signed("gw-1", RECORD);
    Optional<String> claimed = Optional.of("gw-1");
    long hour = Duration.ofHours(1).toMillis();
    assertThat(check.passes(header, RECORD, NOW + hour, claimed)).isTrue();
    assertThat(check.passes(header, RECORD, NOW + hour + 1, claimed)).isFalse();
    assertThat(check.passes(header, RECORD, NOW - hour, claimed)).isFalse();
    assertThat(check.passes(header.replace("" + NOW, "" + Long.MIN_VALUE), RECORD, NOW, claimed))
        .isFalse();
  }

  @Test
  void twoKeysAreValidWhileAKeyIsRotated() throws IOException {
    String before = signed("gw-1", RECORD);
    Files.writeString(file, "gw-1 k2 %s\ngw-1 k1 %s\n".formatted(secret("new"), secret("one")));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    String after =
        GatewaySignature.sign(RECORD, KeyFile.read(file).signingKey("gw-1").orElseThrow(), NOW)
            .text();

    assertThat(after).contains(";k2;");
    assertThat(passes(after, RECORD, "gw-1")).isTrue();
    assertThat(passes(before, RECORD, "gw-1")).isTrue();
  }

  @Test
  void aGatewayWhoseKeyIsTakenOutIsShutOutWithinASecond() throws IOException {
    AtomicLong nanos = new AtomicLong();
    check = new SignatureCheck(KeyFile.read(file, nanos::get), Duration.ofHours(1));
    String header = signed("gw-1", RECORD);
    replaceFile("gw-2 k1 %s\n".formatted(secret("two")));

    assertThat(passes(header, RECORD, "gw-1")).as("not looked for yet").isTrue();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(passes(header, RECORD, "gw-1")).isFalse();
    assertThat(passes(signed("gw-2", RECORD), RECORD, "gw-2")).isTrue();
  }

  @Test
  void aChangedFileThatIsNotValidOrGoneLeavesTheKeysThatAreKnown() throws IOException {
    String known = signed("gw-1", RECORD);
    String unknown =
        GatewaySignature.sign(RECORD, new SigningKey("gw-1", "k2", bytes("new")), NOW).text();
    for (String broken : new String[] {"gw-1 k2 tooshort\n", "", "# only a comment\n"}) {
      replaceFile(broken);
      assertThat(passes(unknown, RECORD, "gw-1")).as(broken).isFalse();
      assertThat(passes(known, RECORD, "gw-1")).as(broken).isTrue();
    }
    Files.delete(file);
    assertThat(passes(unknown, RECORD, "gw-1")).isFalse();
    assertThat(passes(known, RECORD, "gw-1")).isTrue();

    replaceFile("gw-1 k2 %s\n".formatted(secret("new")));
    assertThat(passes(unknown, RECORD, "gw-1")).as("the file is valid again").isTrue();
  }

  @Test
  void aFileWithoutAnyKeyIsRefused() throws IOException {
    Files.writeString(file, "# gateways\n");
    assertThat(catchThrowable(() -> KeyFile.read(file)))
        .hasMessageContainingAll(file.toString(), "has no key", "gateway key-id secret");
  }

  @Test
  void noMessageAndNoTextHasASecret() throws IOException {
    Files.writeString(
        file, "gw-1 k1 %1$s\ngw-1 k1 %1$s\ngw 1 %1$s x\ngw-3 k1 abc\n".formatted(CANARY));
    Throwable refusal = catchThrowable(() -> KeyFile.read(file));
    assertThat(refusal)
        .hasMessageContainingAll("line 2", "stands twice", "line 3", "line 4")
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain(CANARY));
    assertThat(new SigningKey("g", "k", bytes("x")).toString()).isEqualTo("key k of gateway g");
  }

  /** With a time of change of its own, however quickly one change follows the other. */
  private void replaceFile(String text) throws IOException {
    Files.writeString(file, text);
    changes++;
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(changes)));
  }

  private boolean passes(String header, SignedRecord record, String claimed) {
    return check.passes(header, record, NOW, Optional.of(claimed));
  }

  private String signed(String gateway, SignedRecord record) {
    SigningKey key = KeyFile.read(file).signingKey(gateway).orElseThrow();
    return GatewaySignature.sign(record, key, NOW).text();
  }

  private static SignedRecord record(String topic, String key, String value) {
    return new SignedRecord(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static String secret(String seed) {
    return Base64.getEncoder().encodeToString(bytes(seed));
  }

  private static byte[] bytes(String seed) {
    return seed.repeat(32).getBytes(UTF_8);
  }
}
