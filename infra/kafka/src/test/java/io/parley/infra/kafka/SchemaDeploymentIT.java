package io.parley.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.parley.infra.kafka.SchemaDeployment.DeployedSchema;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.TopicSpec;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.schemas.wire.Decoding.Decoded;
import io.parley.schemas.wire.Decoding.Undecodable;
import io.parley.schemas.wire.HostileRecords;
import io.parley.schemas.wire.HostileRecords.HostileRecord;
import io.parley.schemas.wire.RecordDecoder;
import io.parley.schemas.wire.RecordEncoder;
import io.parley.schemas.wire.RegistryUnavailableException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Tests the deploy step for schemas on a real registry, together with the code that looks schemas
 * up at run time.
 */
@UsesLocalServers(Server.REGISTRY)
class SchemaDeploymentIT {

  private static final TopicCatalogue CATALOGUE = TopicCatalogue.load();
  private static final Receipt RECEIPT =
      new Receipt("room-1", "bob", "bobs-phone", 4711L, ReceiptKind.READ);

  private final String url;
  private final SchemaDeployment deployment;

  SchemaDeploymentIT(LocalServers servers) {
    url = servers.registry().url();
    deployment = SchemaDeployment.to(List.of(url), Map.of(), CATALOGUE);
  }

  @Test
  void registersEverySchemaOnceAndThenFindsThem() {
    List<DeployedSchema> first = deployment.apply();

    List<DeployedSchema> second = SchemaDeployment.to(List.of(url), Map.of(), CATALOGUE).apply();
    assertThat(second).noneMatch(DeployedSchema::isNew);
    assertThat(second)
        .extracting(DeployedSchema::id)
        .isEqualTo(first.stream().map(DeployedSchema::id).toList());
    assertThat(second)
        .extracting(DeployedSchema::subject)
        .containsExactlyInAnyOrderElementsOf(
            CATALOGUE.topics().stream()
                .filter(topic -> topic.valueSchema().isPresent())
                .map(TopicSpec::subject)
                .toList());
  }

  @Test
  void refusesWhatIsIncompatibleFromThenOn() throws Exception {
    deployment.apply();
    Schema narrowed =
        new Schema.Parser()
            .parse(
                Receipt.getClassSchema()
                    .toString()
                    .replace(
                        "\"name\":\"message_id\",\"type\":\"long\"",
                        "\"name\":\"message_id\",\"type\":\"string\""));
    assertThat(narrowed).isNotEqualTo(Receipt.getClassSchema());

    try (SchemaRegistryClient client = new CachedSchemaRegistryClient(url, 10)) {
      assertThat(client.getCompatibility(Topics.RECEIPTS + "-value"))
          .isEqualTo(SchemaDeployment.COMPATIBILITY);
      assertThatThrownBy(
              () -> client.register(Topics.RECEIPTS + "-value", new AvroSchema(narrowed)))
          .isInstanceOfSatisfying(
              RestClientException.class, e -> assertThat(e.getStatus()).isEqualTo(409));
    }
  }

  /** Seen red: with a plan that compares the schemas only. */
  @Test
  void saysWhichSubjectWasWeaklyGuarded() throws Exception {
    deployment.apply();
    String subject = Topics.RECEIPTS + "-value";
    try (SchemaRegistryClient client = new CachedSchemaRegistryClient(url, 10)) {
      client.updateCompatibility(subject, "NONE");
    }

    assertThat(weak(deployment.plan())).containsExactly(subject + ": NONE");
    assertThat(weak(deployment.apply())).containsExactly(subject + ": NONE");
    assertThat(weak(deployment.plan())).isEmpty();
  }

  private static List<String> weak(List<DeployedSchema> schemas) {
    return schemas.stream()
        .flatMap(schema -> schema.weakLevel().map(l -> schema.subject() + ": " + l).stream())
        .toList();
  }

  @Test
  void runTimeCodeFindsWhatWasDeployed() throws Exception {
    deployment.apply();

    try (ConfluentSchemaLookup lookup = ConfluentSchemaLookup.connect(List.of(url), Map.of())) {
      byte[] value = RecordEncoder.of(Receipt.class, Topics.RECEIPTS, lookup).encode(RECEIPT);

      assertThat(RecordDecoder.of(Receipt.class, lookup).decode(value))
          .isEqualTo(new Decoded<>(RECEIPT));
    }
  }

  @Test
  void theWholeCorpusOfHostileRecordsIsRefused() throws Exception {
    deployment.apply();

    try (ConfluentSchemaLookup lookup = ConfluentSchemaLookup.connect(List.of(url), Map.of())) {
      RecordDecoder<ConversationCommand> decoder =
          RecordDecoder.of(ConversationCommand.class, lookup);
      int commandId = idOf(lookup, Topics.COMMANDS, ConversationCommand.getClassSchema());
      int receiptId = idOf(lookup, Topics.RECEIPTS, Receipt.getClassSchema());

      for (HostileRecord hostile : HostileRecords.forCommands(commandId, receiptId)) {
        assertThat(decoder.decode(hostile.value()))
            .as(hostile.name())
            .isInstanceOfSatisfying(
                Undecodable.class,
                undecodable -> assertThat(undecodable.reason()).isEqualTo(hostile.reason()));
      }
    }
  }

  @Test
  void aSchemaThatWasNotDeployedIsConfirmedToBeMissing() throws Exception {
    Schema other =
        new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}");

    try (ConfluentSchemaLookup lookup = ConfluentSchemaLookup.connect(List.of(url), Map.of())) {
      assertThat(lookup.idOf("no.such.subject-value", other)).isEmpty();
      assertThat(lookup.idOf(Topics.RECEIPTS + "-value", other)).isEmpty();
      assertThat(lookup.schemaById(HostileRecords.UNKNOWN_ID)).isEmpty();
    }
  }

  @Test
  void aWrongPathIsAnOutageAndNotAMissingSchema() throws Exception {
    String wrongPath = url.replace("/apis/ccompat/v7", "/no/such/api");

    try (ConfluentSchemaLookup lookup =
        ConfluentSchemaLookup.connect(List.of(wrongPath), Map.of())) {
      assertThatThrownBy(() -> lookup.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(wrongPath)
          .hasMessageContaining("schema id 1");
    }
  }

  @Test
  void nobodyListeningIsAnOutage() throws Exception {
    String nobody = "http://127.0.0.1:1";

    try (ConfluentSchemaLookup lookup = ConfluentSchemaLookup.connect(List.of(nobody), Map.of())) {
      assertThatThrownBy(() -> lookup.schemaById(1))
          .isInstanceOf(RegistryUnavailableException.class);
    }
    assertThatThrownBy(() -> SchemaDeployment.to(List.of(nobody), Map.of(), CATALOGUE).apply())
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining(nobody)
        .hasMessageContaining("does not answer");
  }

  private static int idOf(ConfluentSchemaLookup lookup, String topic, Schema schema)
      throws RegistryUnavailableException {
    return lookup.idOf(topic + "-value", schema).orElseThrow();
  }
}
