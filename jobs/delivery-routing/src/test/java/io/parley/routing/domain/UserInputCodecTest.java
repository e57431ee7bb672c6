package io.parley.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The inputs of a user on their way between two operators.
 *
 * <p>Mutation testing found that no test of this package packs a status or a cursor.
 */
class UserInputCodecTest {

  @Test
  void aStatusComesOutAsItWentIn() {
    UserInput unpacked = packed(new UserInput.Status("c", new byte[] {1, 2}, "trace"));

    assertThat(unpacked)
        .isInstanceOfSatisfying(
            UserInput.Status.class,
            status -> {
              assertThat(status.conversationId()).isEqualTo("c");
              assertThat(status.encoded()).containsExactly(1, 2);
              assertThat(status.traceparent()).isEqualTo("trace");
            });
  }

  @Test
  void aCursorComesOutAsItWentIn() {
    UserInput unpacked = packed(new UserInput.Cursor("c", new byte[] {1, 2}, null));

    assertThat(unpacked)
        .isInstanceOfSatisfying(
            UserInput.Cursor.class,
            cursor -> {
              assertThat(cursor.conversationId()).isEqualTo("c");
              assertThat(cursor.encoded()).containsExactly(1, 2);
              assertThat(cursor.traceparent()).isNull();
            });
  }

  private static UserInput packed(UserInput input) {
    return UserInputCodec.unpack(UserInputCodec.pack(input));
  }
}
