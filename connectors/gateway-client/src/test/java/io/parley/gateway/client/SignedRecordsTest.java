package io.parley.gateway.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.signature.GatewaySignature;
import io.parley.schemas.signature.KeyFile;
import io.parley.schemas.signature.SignatureCheck;
import io.parley.schemas.signature.SignedRecord;
import io.parley.schemas.signature.SigningKey;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a gateway with a key signs every record that it writes.
 *
 * <p>Seen red: a gateway that signs its commands only.
 */
class SignedRecordsTest {

  private static final byte[] SECRET = "secret".repeat(8).getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SigningKey KEY = new SigningKey(Records.GATEWAY, "k1", SECRET);

  @Test
  void everyRecordOfAGatewayWithAKeyIsSigned(@TempDir Path directory) throws IOException {
    Signer signer = new Signer(KEY, Clock.fixed(NOW, ZoneOffset.UTC));
    TestGateway gateway =
        new TestGateway(GatewaySettings.of(Records.GATEWAY), true, Optional.of(signer));
    writeOfEachKind(gateway);

    Path keys =
        Files.writeString(
            directory.resolve("keys"),
            "%s k1 %s".formatted(Records.GATEWAY, Base64.getEncoder().encodeToString(SECRET)));
    SignatureCheck check = new SignatureCheck(KeyFile.read(keys), Duration.ofMinutes(1));
    assertThat(gateway.producer.history())
        .extracting(ProducerRecord::topic)
        .contains(Topics.GATEWAYS, Topics.SESSIONS, Topics.COMMANDS, Topics.RECEIPTS);
    assertThat(gateway.producer.history())
        .allMatch(
            record ->
                check.passes(
                    signature(record),
                    new SignedRecord(record.topic(), record.key(), record.value()),
                    NOW.toEpochMilli(),
                    Optional.of(Records.GATEWAY)));
  }

  @Test
  void aGatewayWithoutAKeySignsNothing() {
    TestGateway gateway = new TestGateway();
    writeOfEachKind(gateway);

    assertThat(gateway.producer.history())
        .isNotEmpty()
        .allMatch(record -> signature(record) == null);
  }

  @Test
  void theKeyOfAnotherGatewayIsRefused() {
    assertThatThrownBy(() -> GatewayClient.builder(GatewaySettings.of("gw-other")).signedWith(KEY))
        .hasMessageContaining("cannot sign for gateway gw-other");
  }

  private static void writeOfEachKind(TestGateway gateway) {
    gateway.core.begin(() -> {});
    DeviceSession session = gateway.connect("ann", "phone", new TestConnection());
    session.send(Records.command("c-1", "room"));
    session.acknowledge("room", 7, ReceiptKind.READ);
    gateway.loop.pass(Duration.ofSeconds(1));
  }

  private static String signature(ProducerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(GatewaySignature.HEADER);
    return header == null ? null : new String(header.value(), US_ASCII);
  }
}
