package io.parley.operations.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.command.Printable;
import io.parley.command.ServiceAddresses;
import io.parley.command.cluster.ClusterOption;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code dead-letters show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Shows dead letters whole: headers, bytes, and the record if it can be decoded.",
    description = {
      "",
      "Bytes that are not printable are escaped as \\xNN, so that nothing in them reaches the"
          + " terminal. If Kafka still has the original, its headers and its bytes are shown, also"
          + " those that were cut off. What is shown may be personal data.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley dead-letters show 3@17",
      "  parley dead-letters show 3@17 --json | jq -r .base64 | base64 -d | xxd"
    })
final class ShowCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParentCommand private DeadLettersCommand parent;
  @Spec private CommandSpec spec;
  @Mixin private ClusterOption cluster;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "As `list` prints it, such as 3@17.")
  private List<String> ids;

  @Option(names = "--json", description = "One JSON object a line, for scripts.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ServiceAddresses services = parent.services(cluster);
    List<DeadLetter> letters = new ArrayList<>();
    DeadLetterFilter filter = new FilterOptions().filter(ids, services::topic);
    try (DeadLetterScan scan =
        new DeadLetterScan(services.kafkaClient(), services.topic(Topics.DEAD_LETTERS))) {
      scan.run(filter, letters::addAll);
    }
    try (Originals originals = new Originals(services.kafkaClient());
        ConfluentSchemaLookup registry = services.connectRegistry()) {
      Map<DeadLetterId, ConsumerRecord<byte[], byte[]>> found = originals.of(letters);
      InputTopics topics = new InputTopics(services.topics());
      ValueDecoder decoder = new ValueDecoder(registry);
      for (DeadLetter letter : letters) {
        Optional<ConsumerRecord<byte[], byte[]>> original =
            Optional.ofNullable(found.get(letter.id()));
        JsonNode decoded =
            decoder.decode(
                topics.entry(letter.sourceTopic()), original.orElse(letter.record()).value());
        print(LetterView.whole(letter, original, decoded));
      }
    }
    Missing.check(filter, letters);
    return 0;
  }

  private void print(ObjectNode letter) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Printable.of(letter.toString()));
    } else {
      letter.remove("base64");
      MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(letter)
          .lines()
          .forEach(line -> out.println(Printable.of(line)));
    }
    out.flush();
  }
}
