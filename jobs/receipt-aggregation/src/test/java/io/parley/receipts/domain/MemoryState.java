package io.parley.receipts.domain;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** LedgerState in memory, which can be copied: what a checkpoint is to the job. */
record CopyingState(
    Conversation conversation,
    CopyingTable<String, Member> members,
    CopyingTable<Long, TrackedMessage> messages,
    CopyingTable<String, List<ReceiptFact>> waiting,
    CopyingTable<Integer, String> seats,
    CopyingTable<String, Long> former,
    CopyingTable<String, Boolean> changedMembers,
    CopyingTable<Long, Boolean> changedMessages) {

  private static final TypeInformation<Conversation> CONVERSATION =
      TypeInformation.of(Conversation.class);

  static CopyingState empty() {
    return new CopyingState(
        new Conversation(),
        new CopyingTable<>(TypeInformation.of(Member.class)),
        new CopyingTable<>(TypeInformation.of(TrackedMessage.class)),
        new CopyingTable<>(Types.LIST(TypeInformation.of(ReceiptFact.class))),
        new CopyingTable<>(Types.STRING),
        new CopyingTable<>(Types.LONG),
        new CopyingTable<>(Types.BOOLEAN),
        new CopyingTable<>(Types.BOOLEAN));
  }

  CopyingState snapshot() {
    return new CopyingState(
        CONVERSATION.createSerializer(new SerializerConfigImpl()).copy(conversation),
        members.snapshot(),
        messages.snapshot(),
        waiting.snapshot(),
        seats.snapshot(),
        former.snapshot(),
        changedMembers.snapshot(),
        changedMessages.snapshot());
  }

  LedgerState books() {
    return new LedgerState(
        members, messages, waiting, seats, former, changedMembers, changedMessages);
  }
}
