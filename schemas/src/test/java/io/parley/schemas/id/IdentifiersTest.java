package io.parley.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.schemas.delivery.Delivery;
import io.parley.schemas.delivery.DeliveryKind;
import io.parley.schemas.receipt.Receipt;
import io.parley.schemas.receipt.ReceiptKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the rule for identifiers.
 *
 * <p>Seen red: with a limit of 65 characters, with a slash allowed, and with nullable fields left
 * unchecked.
 */
class IdentifiersTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "alice", "A.b_C:d@e-9", "user:42@example.org"})
  void anIdOfAllowedCharactersIsValid(String id) {
    assertThat(Identifiers.isValid(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "ann smith", "é", "a\n", "\u0000", "a\uD800"})
  void anythingElseIsNot(String id) {
    assertThat(Identifiers.isValid(id)).isFalse();
  }

  @Test
  void anIdHasAtMost64Characters() {
    assertThat(Identifiers.isValid("x".repeat(64))).isTrue();
    assertThat(Identifiers.isValid("x".repeat(65))).isFalse();
    assertThat(Identifiers.isValid("x".repeat(1_000_000))).isFalse();
    assertThat(Identifiers.isValid(null)).isFalse();
  }

  @Test
  void theSeparatorOfKeysIsInNoId() {
    assertThat(Identifiers.isValid("a" + Identifiers.KEY_SEPARATOR + "b")).isFalse();
  }

  @Test
  void theFirstInvalidFieldOfARecordIsNamed() {
    assertThat(Identifiers.firstInvalid(receipt("c", "u", "d"))).isEmpty();
    assertThat(Identifiers.firstInvalid(receipt("c", "", "d"))).contains("user_id");
    assertThat(Identifiers.firstInvalid(receipt("c", "u", "x".repeat(65)))).contains("device_id");
    assertThat(Identifiers.firstInvalid(receipt("c c", "", "d"))).contains("conversation_id");
  }

  @Test
  void anOptionalIdMayBeNullButNotInvalid() {
    assertThat(Identifiers.firstInvalid(broadcast().build())).isEmpty();
    assertThat(Identifiers.firstInvalid(broadcast().setDeviceId("a b").build()))
        .contains("device_id");
  }

  private static Receipt receipt(String conversation, String user, String device) {
    return Receipt.newBuilder()
        .setConversationId(conversation)
        .setUserId(user)
        .setDeviceId(device)
        .setMessageId(1)
        .setKind(ReceiptKind.READ)
        .build();
  }

  private static Delivery.Builder broadcast() {
    return Delivery.newBuilder()
        .setGatewayId("gw-1")
        .setKind(DeliveryKind.BROADCAST)
        .setConversationId("c");
  }
}
