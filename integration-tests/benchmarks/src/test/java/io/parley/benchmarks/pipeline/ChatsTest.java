package io.parley.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChatsTest {

  private final Chats chats = new Chats("b1", 10, 4);

  @Test
  void aMessageIsKnownByItsClientMessageId() {
    assertThat(chats.number(chats.message(123).getClientMessageId())).isEqualTo(123);
  }

  @Test
  void whatIsNoMessageOfTheseChatsHasNoNumber() {
    assertThat(chats.number(chats.creation(3).getClientMessageId())).isEqualTo(-1);
    assertThat(chats.number("someone-else-7")).isEqualTo(-1);
    assertThat(chats.number("b1")).isEqualTo(-1);
  }

  @Test
  void bothPeopleOfAConversationWriteInTurn() {
    assertThat(chats.message(3).getSenderId()).isEqualTo(chats.seat(3, 0).user());
    assertThat(chats.message(13).getSenderId()).isEqualTo(chats.seat(3, 1).user());
    assertThat(chats.message(23).getSenderId()).isEqualTo(chats.seat(3, 0).user());
  }
}
