package io.parley.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.Decoding.Decoded;
import io.parley.schemas.wire.Decoding.Undecodable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

  private static final String SUBJECT = Topics.RECEIPTS + "-value";
  private static final Receipt RECEIPT =
      new Receipt("room-1", "bob", "bobs-phone", 4711L, ReceiptKind.READ);

  private final InMemorySchemas registry = new InMemorySchemas();
  private final AtomicLong nanos = new AtomicLong();
  private final RecordDecoder<Receipt> decoder =
      RecordDecoder.of(Receipt.class, registry, nanos::get);

  @Test
  void readsWhatTheEncoderWrote() throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());

    assertThat(decoder.decode(encoder().encode(RECEIPT))).isEqualTo(new Decoded<>(RECEIPT));
  }

  @Property
  void everyStringComesBackAsItWentIn(@ForAll String text) throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());
    // A string with half a surrogate pair has no UTF-8; Avro writes a question mark for it.
    String encodable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Receipt receipt = Receipt.newBuilder(RECEIPT).setUserId(encodable).build();

    assertThat(decoder.decode(encoder().encode(receipt))).isEqualTo(new Decoded<>(receipt));
  }

  @Test
  void theReplacementCharacterItselfIsValid() throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());
    Receipt receipt = Receipt.newBuilder(RECEIPT).setUserId("what\uFFFD").build();

    assertThat(decoder.decode(encoder().encode(receipt))).isEqualTo(new Decoded<>(receipt));
  }

  @Test
  void asksTheRegistryOnceForEachSchema() throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());
    byte[] value = encoder().encode(RECEIPT);
    int before = registry.requests();

    decoder.decode(value);
    decoder.decode(value);

    assertThat(registry.requests() - before).isEqualTo(1);
  }

  @Test
  void readsRecordsOfALaterSchemaVersion() throws Exception {
    String later =
        Receipt.getClassSchema()
            .toString()
            .replace(
                "[\"UNKNOWN\",\"DELIVERED\",\"READ\"]",
                "[\"UNKNOWN\",\"DELIVERED\",\"READ\",\"PLAYED\"]")
            .replaceFirst(
                "\"fields\":\\[",
                "\"fields\":[{\"name\":\"played_ms\",\"type\":\"long\",\"default\":0},");
    Schema laterSchema = new Schema.Parser().parse(later);
    int id = registry.register(SUBJECT, laterSchema);
    GenericRecord played = new GenericData.Record(laterSchema);
    played.put("played_ms", 1500L);
    played.put("conversation_id", "room-1");
    played.put("user_id", "bob");
    played.put("device_id", "bobs-phone");
    played.put("message_id", 4711L);
    played.put("kind", new GenericData.EnumSymbol(laterSchema.getField("kind").schema(), "PLAYED"));

    assertThat(decoder.decode(encode(id, played)))
        .isEqualTo(new Decoded<>(Receipt.newBuilder(RECEIPT).setKind(ReceiptKind.UNKNOWN).build()));
  }

  @Test
  void aSchemaThatIsNotAvroIsAMismatch() throws Exception {
    int id = registry.register(SUBJECT, "JSON", "{\"type\":\"object\"}");

    assertThat(decode(id))
        .isEqualTo(
            new Undecodable<>(
                UndecodableReason.SCHEMA_MISMATCH,
                "the schema with id " + id + " is of type JSON, not AVRO"));
  }

  @Test
  void aSchemaThatRefersToOthersIsAMismatch() throws Exception {
    int id =
        registry.register(
            SUBJECT,
            "AVRO",
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"elsewhere.B\"}]}");

    assertThat(reasonOf(decode(id))).isEqualTo(UndecodableReason.SCHEMA_MISMATCH);
  }

  @Test
  void aRegistryThatIsDownSaysNothingAboutTheRecord() throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());
    byte[] value = encoder().encode(RECEIPT);

    registry.goDown();
    assertThatThrownBy(() -> decoder.decode(value))
        .isInstanceOf(RegistryUnavailableException.class);

    registry.comeBack();
    assertThat(decoder.decode(value)).isEqualTo(new Decoded<>(RECEIPT));
  }

  @Test
  void whatWasReadOnceIsReadableWhileTheRegistryIsDown() throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());
    byte[] value = encoder().encode(RECEIPT);
    decoder.decode(value);

    registry.goDown();

    assertThat(decoder.decode(value)).isEqualTo(new Decoded<>(RECEIPT));
  }

  @Test
  void aFloodOfOneUnknownIdCostsOneRequestASecond() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(reasonOf(decode(1))).isEqualTo(UndecodableReason.UNKNOWN_SCHEMA_ID);
      nanos.addAndGet(Duration.ofMillis(20).toNanos());
    }

    assertThat(registry.requests()).isEqualTo(2);
  }

  @Test
  void anIdThatIsRegisteredLaterBecomesReadable() throws Exception {
    decode(1);
    registry.register(SUBJECT, Receipt.getClassSchema());
    byte[] value = encoder().encode(RECEIPT);
    assertThat(reasonOf(decoder.decode(value))).isEqualTo(UndecodableReason.UNKNOWN_SCHEMA_ID);

    nanos.addAndGet(WriterSchemas.UNKNOWN_FOR.toNanos());

    assertThat(decoder.decode(value)).isEqualTo(new Decoded<>(RECEIPT));
  }

  @Test
  void aFloodOfDifferentIdsDoesNotGrowTheCache() throws Exception {
    for (int id = 1; id <= WriterSchemas.MAX_CACHED + 1; id++) {
      decode(id);
    }
    int before = registry.requests();

    decode(2);
    assertThat(registry.requests()).as("still cached").isEqualTo(before);
    decode(1);
    assertThat(registry.requests()).as("pushed out").isEqualTo(before + 1);
  }

  @Test
  void theEncoderRefusesASchemaThatNobodyRegistered() {
    assertThatThrownBy(() -> encoder().encode(RECEIPT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(SUBJECT)
        .hasMessageContaining("deploy step");
  }

  @Test
  void theEncoderWaitsForARegistryThatIsDown() throws Exception {
    registry.register(SUBJECT, Receipt.getClassSchema());
    RecordEncoder<Receipt> encoder = encoder();

    registry.goDown();
    assertThatThrownBy(() -> encoder.encode(RECEIPT))
        .isInstanceOf(RegistryUnavailableException.class);

    registry.comeBack();
    assertThat(decoder.decode(encoder.encode(RECEIPT))).isEqualTo(new Decoded<>(RECEIPT));
  }

  private RecordEncoder<Receipt> encoder() {
    return RecordEncoder.of(Receipt.class, Topics.RECEIPTS, registry);
  }

  private Decoding<Receipt> decode(int id) throws RegistryUnavailableException {
    return decoder.decode(WireFormat.header(id));
  }

  private static UndecodableReason reasonOf(Decoding<Receipt> decoding) {
    assertThat(decoding).isInstanceOf(Undecodable.class);
    return ((Undecodable<Receipt>) decoding).reason();
  }

  private static byte[] encode(int id, GenericRecord record) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(WireFormat.header(id));
    BinaryEncoder binary = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, binary);
    return out.toByteArray();
  }
}
