package io.parley.e2e.samples;

import io.parley.command.ServiceAddresses;
import io.parley.gateway.client.ClientCommand;
import io.parley.gateway.client.ClientConnection;
import io.parley.gateway.client.CloseReason;
import io.parley.gateway.client.GatewayClient;
import io.parley.gateway.client.GatewaySettings;
import io.parley.gateway.client.Handover;
import io.parley.schemas.ack.AckStatus;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.wire.ConfluentSchemaLookup;
import io.parley.simulator.HistoryClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Creates conversations through a gateway of its own, which ends with the creation. */
public final class Conversations {

  private static final long PATIENCE_SECONDS = 60;

  private Conversations() {}

  /** Creates a group. Its creator is one of the members, and an admin. */
  public static void create(
      ServiceAddresses services, String conversation, String creator, String... others)
      throws Exception {
    CompletableFuture<AckStatus> answer = new CompletableFuture<>();
    try (ConfluentSchemaLookup schemas = services.connectRegistry();
        HistoryClient history = new HistoryClient(services);
        GatewayClient gateway =
            GatewayClient.builder(GatewaySettings.of("founder-of-" + conversation))
                .kafka(services.bootstrapServers())
                .schemas(schemas)
                .history(history)
                .build()) {
      gateway.start();
      gateway
          .onConnect(creator, creator + ".founder", new Waiting(answer))
          .send(
              ClientCommand.of(
                  "create-" + conversation,
                  conversation,
                  System.currentTimeMillis(),
                  members(creator, others)));
      AckStatus status = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (status != AckStatus.SENT) {
        throw new IllegalStateException(conversation + " was not created: " + status);
      }
    }
  }

  private static ChangeMembers members(String creator, String... others) {
    return new ChangeMembers(
        ConversationKind.GROUP,
        Stream.concat(Stream.of(creator), Stream.of(others))
            .map(
                user ->
                    new MemberChange(
                        user,
                        MemberAction.JOIN,
                        user.equals(creator) ? MemberRole.ADMIN : MemberRole.MEMBER,
                        NotifyLevel.ALL))
            .toList());
  }

  private record Waiting(CompletableFuture<AckStatus> answer) implements ClientConnection {
    @Override
    public void deliver(Handover handover) {
      if (handover instanceof Handover.Answer given) {
        answer.complete(given.ack().getStatus());
      }
    }

    @Override
    public void close(CloseReason reason) {
      answer.completeExceptionally(new IllegalStateException("closed: " + reason));
    }
  }
}
