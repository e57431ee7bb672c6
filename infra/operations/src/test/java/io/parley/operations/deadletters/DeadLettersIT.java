package io.parley.operations.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.infra.kafka.TopicDeployment;
import io.parley.infra.kafka.TopicReader;
import io.parley.infra.kafka.TopicSizing;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.Server;
import io.parley.infra.local.junit.UsesLocalServers;
import io.parley.operations.CommandRun;
import io.parley.schemas.topic.DeadLetterHeaders;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the command on a real broker: a dead letter is listed, shown and replayed, and its replay
 * is marked when it fails again.
 */
@UsesLocalServers(Server.KAFKA)
class DeadLettersIT {

  private static final byte[] KEY = "caf\u00e9".getBytes(UTF_8);
  private static final byte[] VALUE = {0, 0x1b, 'x'};

  private final String kafka;
  private final KafkaProducer<byte[], byte[]> producer;

  DeadLettersIT(LocalServers servers) {
    kafka = servers.kafka().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      new TopicDeployment(admin, TopicCatalogue.load(), TopicSizing.local()).apply();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void aLetterIsListedShownAndReplayedAndMarkedWhenItFailsAgain() throws Exception {
    ProducerRecord<byte[], byte[]> command = new ProducerRecord<>(Topics.COMMANDS, KEY, VALUE);
    command.headers().add("signature", "s".getBytes(UTF_8));
    RecordMetadata original = write(command);
    String letter = deadLetter(Topics.COMMANDS, original.partition(), original.offset());
    String ofAJob = deadLetter(Topics.EVENTS, 0, 0);

    assertThat(run("list").out()).contains(letter, "MALFORMED", original.toString(), "caf\\xc3");
    assertThat(run("list", "--topic", Topics.EVENTS, "--json").lines())
        .singleElement()
        .asString()
        .contains("\"id\":\"" + ofAJob + "\"");
    CommandRun show = run("show", letter, "--json");
    assertThat(show.lines()).singleElement().asString().contains("\"bytes\":\"\\\\x00\\\\x1bx\"");

    assertThat(run("replay", letter, "--dry-run").out()).contains("would go to chat.commands");
    assertThat(commands()).hasSize(1);

    CommandRun replay = run("replay", "--since", "1h");
    assertThat(replay.exitCode()).isZero();
    assertThat(replay.out())
        .contains(letter + " MALFORMED replayed as chat.commands-")
        .contains(ofAJob + " MALFORMED left out: chat.events is written by");
    ConsumerRecord<byte[], byte[]> replayed = commands().get(1);
    assertThat(replayed.key()).isEqualTo(KEY);
    assertThat(replayed.value()).isEqualTo(VALUE);
    assertThat(DeadLetter.text(replayed, "signature")).contains("s");

    String again = deadLetter(Topics.COMMANDS, replayed.partition(), replayed.offset());
    assertThat(run("list").out())
        .contains("failed again as " + again)
        .contains("replay of chat.dead-letters-" + letter);
    run("replay", "--topic", Topics.COMMANDS);
    assertThat(commands()).as("one more, not two").hasSize(3);
  }

  @Test
  void aLetterThatIsNotThereIsAFailure() {
    CommandRun show = run("show", "0@123456");

    assertThat(show.exitCode()).isEqualTo(1);
    assertThat(show.err()).contains("No dead letter [0@123456]");
  }

  @Test
  void aReplayOfEverythingMustBeAskedFor() {
    assertThat(run("replay").exitCode()).isEqualTo(2);
    assertThat(run("replay").err()).contains("--all for every one");
  }

  private CommandRun run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "dead-letters";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(new DeadLettersCommand(), kafka, all);
  }

  private String deadLetter(String topic, int partition, long offset) throws Exception {
    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, KEY, VALUE);
    Letters.add(
        letter.headers(),
        Map.of(
            DeadLetterHeaders.REASON,
            "MALFORMED",
            DeadLetterHeaders.JOB,
            "ingest",
            DeadLetterHeaders.SOURCE_TOPIC,
            topic,
            DeadLetterHeaders.SOURCE_PARTITION,
            Integer.toString(partition),
            DeadLetterHeaders.SOURCE_OFFSET,
            Long.toString(offset)));
    RecordMetadata written = write(letter);
    return new DeadLetterId(written.partition(), written.offset()).toString();
  }

  private RecordMetadata write(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    return producer.send(record).get();
  }

  private List<ConsumerRecord<byte[], byte[]>> commands() {
    try (TopicReader reader =
        new TopicReader(kafka, Topics.COMMANDS, IsolationLevel.READ_COMMITTED)) {
      return reader.readAll();
    }
  }
}
