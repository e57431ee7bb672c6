package io.parley.ingest.testing;

import static io.parley.ingest.testing.Commands.join;
import static io.parley.ingest.testing.Commands.leave;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.ingest.domain.PartitionClocks;
import io.parley.schemas.command.ConversationCommand;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/**
 * Seeded traffic of a few users in a few conversations: all commands, repetitions, and refusals of
 * many kinds. Edits, deletes and replies name ids that are computed from the input topic, as the
 * job will.
 */
public final class RandomCommands {

  private static final int CONVERSATIONS = 12;
  private static final int USERS = 5;

  private final IngestRig rig;
  private final Random random;
  private final List<ConversationCommand> sent = new ArrayList<>();

  public RandomCommands(IngestRig rig, long seed) {
    this.rig = rig;
    this.random = new Random(seed);
  }

  /** Sends the commands that create the conversations. */
  public void createConversations() throws Exception {
    List<ConversationCommand> commands = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      commands.add(
          new Commands("c:" + i, "u0").group("create", join("u0"), join("u1"), join("u2")));
    }
    send(commands);
  }

  /** Sends some more. */
  public void send(int count) throws Exception {
    Map<String, List<Long>> ids = ids();
    List<ConversationCommand> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(next(ids));
    }
    send(commands);
  }

  /** How many were sent. */
  public int count() {
    return sent.size();
  }

  private void send(List<ConversationCommand> commands) throws Exception {
    rig.send(commands);
    sent.addAll(commands);
  }

  private ConversationCommand next(Map<String, List<Long>> ids) {
    if (random.nextInt(8) == 0) {
      ConversationCommand earlier = sent.get(random.nextInt(sent.size()));
      return ConversationCommand.newBuilder(earlier).setGatewayId(gateway()).build();
    }
    String conversation = "c:" + random.nextInt(CONVERSATIONS);
    Commands commands = new Commands(conversation, user());
    String clientId = "m" + sent.size() + "-" + random.nextInt(1_000);
    List<Long> known = ids.get(conversation);
    long message = known.get(random.nextInt(known.size()));
    ConversationCommand command =
        switch (random.nextInt(10)) {
          case 0 -> commands.edit(clientId, message, "edited");
          case 1 -> commands.delete(clientId, message);
          case 2 -> commands.reply(clientId, message);
          case 3 -> commands.group(clientId, join(user()));
          case 4 -> commands.group(clientId, leave(user()));
          default -> commands.text(clientId, "text " + clientId);
        };
    return ConversationCommand.newBuilder(command).setGatewayId(gateway()).build();
  }

  private String user() {
    return "u" + random.nextInt(USERS);
  }

  private String gateway() {
    return "gateway-" + random.nextInt(3);
  }

  /** The ids that the records so far will get. */
  private Map<String, List<Long>> ids() {
    PartitionClocks clocks = new PartitionClocks("chat.commands");
    Map<String, List<Long>> ids = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        rig.kafka().readAll(rig.topic(Topics.COMMANDS), IsolationLevel.READ_COMMITTED)) {
      long tick = clocks.next(record.partition(), record.timestamp());
      long id = Snowflake.of(tick / 1_000, 0, record.partition(), (int) (tick % 1_000));
      ids.computeIfAbsent(new String(record.key(), UTF_8), c -> new ArrayList<>()).add(id);
    }
    return ids;
  }
}
