package io.parley.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.testing.Commands;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.MessageType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class PayloadFingerprintTest {

  private final Commands alice = Commands.of("alice");

  @Test
  void everyFieldCounts() {
    List<SpecificRecord> payloads =
        List.of(
            payload(alice.text("m", "a")),
            payload(alice.text("m", "b")),
            payload(alice.text("m", "")),
            payload(alice.reply("m", 1)),
            payload(alice.reply("m", 2)),
            payload(alice.media("m", MessageType.IMAGE, Commands.image())),
            payload(alice.media("m", MessageType.FILE, Commands.image())),
            payload(alice.edit("m", 1, "a")),
            payload(alice.edit("m", 2, "a")),
            payload(alice.delete("m", 1)),
            payload(alice.group("m", Commands.join("alice"))),
            payload(alice.group("m", Commands.joinAsAdmin("alice"))),
            payload(alice.group("m", Commands.leave("alice"))),
            payload(alice.group("m", Commands.join("alice"), Commands.join("bob"))),
            payload(alice.group("m", Commands.join("bob"), Commands.join("alice"))),
            payload(alice.direct("m", "bob")));
    Set<Long> fingerprints = new HashSet<>();
    payloads.forEach(payload -> fingerprints.add(PayloadFingerprint.of(payload)));
    assertThat(fingerprints).hasSameSizeAs(payloads);
  }

  /** The value itself is in the state of running jobs: a new way to compute it is a new field. */
  @Test
  void staysTheSameForEver() {
    SendMessage payload =
        SendMessage.newBuilder().setType(MessageType.TEXT).setText("hello").build();
    assertThat(PayloadFingerprint.of(payload)).isEqualTo(6667591488123363354L);
    assertThat(PayloadFingerprint.of(payload(alice.group("m", Commands.join("bob")))))
        .isEqualTo(4888425933426931979L);
    assertThat(PayloadFingerprint.of(payload(alice.media("m", MessageType.FILE, Commands.image()))))
        .isEqualTo(7702704419731020110L);
  }

  private static SpecificRecord payload(io.parley.schemas.command.ConversationCommand command) {
    return (SpecificRecord) command.getPayload();
  }
}
