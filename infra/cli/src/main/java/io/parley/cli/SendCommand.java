package io.parley.cli;

import io.parley.command.arguments.Bounds;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.DeleteMessage;
import io.parley.schemas.command.EditMessage;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Plays a gateway: produces commands and waits for their acks. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    header = "Sends a command as a gateway would, and waits for its ack.",
    description = {
      "",
      "The ingest job must run (`parley submit ingest`). Prints the ack as a line of JSON."
          + " With --timeout 0 it prints the client_message_id instead.",
      "Exit code 0 if the command was stored, 1 if it was rejected or not answered.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  parley send create lobby --by ann --members bob,cleo",
      "  parley send message lobby --by ann \"Hello\"",
      "  parley send edit lobby 123456789 --by ann \"Hello, all\"",
      "  parley send delete lobby 123456789 --by ann"
    },
    synopsisSubcommandLabel = "COMMAND")
final class SendCommand {

  @ParentCommand private Parley parley;

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Creates a conversation; its creator is a member and an admin.")
  int create(
      @Parameters(paramLabel = "CONVERSATION") String conversation,
      @Option(
              names = "--members",
              split = ",",
              paramLabel = "USER",
              description = "The other members.")
          List<String> members,
      @Option(names = "--direct", description = "Two people only; no roles.") boolean direct,
      @Mixin CommandEnvelope envelope)
      throws Exception {
    List<MemberChange> changes = new ArrayList<>();
    changes.add(joins(envelope.sender(), MemberRole.ADMIN));
    if (members != null) {
      members.forEach(member -> changes.add(joins(member, MemberRole.MEMBER)));
    }
    ConversationKind kind = direct ? ConversationKind.DIRECT : ConversationKind.GROUP;
    return send(conversation, new ChangeMembers(kind, changes), envelope);
  }

  @Command(name = "message", mixinStandardHelpOptions = true, description = "Sends a text message.")
  int message(
      @Parameters(paramLabel = "CONVERSATION") String conversation,
      @Parameters(paramLabel = "TEXT") String text,
      @Option(
              names = "--reply-to",
              paramLabel = "MESSAGE_ID",
              description = "The message that this one answers.")
          @Bounds(least = 1)
          Long replyTo,
      @Mixin CommandEnvelope envelope)
      throws Exception {
    return send(
        conversation, new SendMessage(MessageType.TEXT, text, null, replyTo, List.of()), envelope);
  }

  @Command(
      name = "edit",
      mixinStandardHelpOptions = true,
      description = "Replaces the text of a message.")
  int edit(
      @Parameters(paramLabel = "CONVERSATION") String conversation,
      @Parameters(paramLabel = "MESSAGE_ID") @Bounds(least = 1) long messageId,
      @Parameters(paramLabel = "TEXT") String text,
      @Mixin CommandEnvelope envelope)
      throws Exception {
    return send(conversation, new EditMessage(messageId, text, null), envelope);
  }

  @Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a message.")
  int delete(
      @Parameters(paramLabel = "CONVERSATION") String conversation,
      @Parameters(paramLabel = "MESSAGE_ID") @Bounds(least = 1) long messageId,
      @Mixin CommandEnvelope envelope)
      throws Exception {
    return send(conversation, new DeleteMessage(messageId), envelope);
  }

  private static MemberChange joins(String user, MemberRole role) {
    return new MemberChange(user, MemberAction.JOIN, role, NotifyLevel.ALL);
  }

  private int send(String conversation, Object payload, CommandEnvelope envelope) throws Exception {
    return envelope.send(parley, conversation, payload);
  }
}
