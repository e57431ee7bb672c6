package io.parley.common.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.common.kafka.SourceRecord;
import io.parley.schemas.wire.UndecodableReason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterSerializerTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static ProducerRecord<byte[], byte[]> serialize(SourceRecord source, int maxBytes) {
    return new DeadLetterSerializer("x.chat.dead-letters", "ingest", maxBytes)
        .serialize(new DeadLetter(source, DeadLetterReason.TRUNCATED), null, null);
  }

  private static SourceRecord source(byte[] key, byte[] value, long timestamp, String trace) {
    return new SourceRecord("x.chat.commands", 3, 42, timestamp, true, key, value, trace);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  @Test
  void keyAndBytesAreTheOriginalOnesAndTheHeadersSayWhyAndWhence() {
    byte[] key = {1, 2};
    byte[] value = {3, 4, 5};

    ProducerRecord<byte[], byte[]> record = serialize(source(key, value, 99, TRACE), 10_000);

    assertThat(record.topic()).isEqualTo("x.chat.dead-letters");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo(key);
    assertThat(record.value()).isEqualTo(value);
    assertThat(headers(record))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "parley.reason", "TRUNCATED",
                "parley.job", "ingest",
                "parley.source.topic", "x.chat.commands",
                "parley.source.partition", "3",
                "parley.source.offset", "42",
                "parley.source.timestamp", "99",
                "traceparent", TRACE));
  }

  @Test
  void noKeyAndNoValueStayNone() {
    ProducerRecord<byte[], byte[]> record = serialize(source(null, null, 0, null), 10_000);

    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
    assertThat(headers(record)).doesNotContainKeys("traceparent", "parley.truncated");
  }

  /** Red with the original's: brokers refuse the year 2099, and delete what is dated 1970. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 4_070_908_800_000L})
  void aLetterIsDatedWhenItIsSentAndNotByItsOriginal(long time) {
    assertThat(serialize(source(null, null, time, null), 10_000).timestamp()).isNull();
  }

  @Test
  void whatDoesNotFitIsCutOffAndTheHeaderGivesTheOriginalLengths() {
    ProducerRecord<byte[], byte[]> record =
        serialize(source(new byte[100], new byte[5000], 0, null), 4096 + 1000);

    assertThat(record.key()).hasSize(100);
    assertThat(record.value()).hasSize(900);
    assertThat(headers(record)).containsEntry("parley.truncated", "key=100 value=5000");
  }

  @Test
  void aHugeKeyIsCutOffTooAndLeavesNothingForTheValue() {
    ProducerRecord<byte[], byte[]> record =
        serialize(source(new byte[5000], new byte[10], 0, null), 4096 + 1000);

    assertThat(record.key()).hasSize(1000);
    assertThat(record.value()).isEmpty();
    assertThat(headers(record)).containsEntry("parley.truncated", "key=5000 value=10");
  }

  @Test
  void aRecordThatJustFitsIsLeftAlone() {
    ProducerRecord<byte[], byte[]> record =
        serialize(source(new byte[100], new byte[900], 0, null), 4096 + 1000);

    assertThat(record.value()).hasSize(900);
    assertThat(headers(record)).doesNotContainKey("parley.truncated");
  }

  @Test
  void aLimitThatLeavesNoRoomIsRefused() {
    assertThatThrownBy(() -> new DeadLetterSerializer("t", "ingest", 4096))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxRecordBytes = 4096");
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonOfTheDecoderIsADeadLetterReason(UndecodableReason reason) {
    assertThat(DeadLetterReason.of(reason).name()).isEqualTo(reason.name());
  }
}
