package io.parley.receipts.domain;

import io.parley.common.memory.Cell;
import java.util.Map;

/**
 * The state of one conversation in memory, which can be copied: what a checkpoint is to the job.
 */
final class MemoryState {

  final Usage usage;
  final CountingCell conversation;
  final CountingTable<String, byte[]> members;
  final CountingTable<Long, byte[]> messages;
  final CountingTable<Integer, String> memberIndex;
  final CountingTable<Integer, String> names;
  final CountingTable<Integer, String> changedMembers;
  final CountingTable<String, byte[]> pending;
  final CountingTable<String, byte[]> pendingAt;
  final CountingCell deletions;

  MemoryState() {
    usage = new Usage();
    conversation = new CountingCell(null, usage);
    members = new CountingTable<>(Map.of(), usage);
    messages = new CountingTable<>(Map.of(), usage);
    memberIndex = new CountingTable<>(Map.of(), usage);
    names = new CountingTable<>(Map.of(), usage);
    changedMembers = new CountingTable<>(Map.of(), usage);
    pending = new CountingTable<>(Map.of(), usage);
    pendingAt = new CountingTable<>(Map.of(), usage);
    deletions = new CountingCell(null, usage);
  }

  private MemoryState(MemoryState from) {
    usage = from.usage;
    conversation = new CountingCell(from.conversation.value, usage);
    members = new CountingTable<>(from.members.map(), usage);
    messages = new CountingTable<>(from.messages.map(), usage);
    memberIndex = new CountingTable<>(from.memberIndex.map(), usage);
    names = new CountingTable<>(from.names.map(), usage);
    changedMembers = new CountingTable<>(from.changedMembers.map(), usage);
    pending = new CountingTable<>(from.pending.map(), usage);
    pendingAt = new CountingTable<>(from.pendingAt.map(), usage);
    deletions = new CountingCell(from.deletions.value, usage);
  }

  MemoryState snapshot() {
    return new MemoryState(this);
  }

  LedgerState asLedgerState() {
    return new LedgerState(
        conversation,
        members,
        messages,
        memberIndex,
        names,
        changedMembers,
        pending,
        pendingAt,
        deletions);
  }

  /** What is in state now, without being counted. */
  OpenConversation open() {
    return OpenConversation.load(History.CONVERSATION, snapshotUncounted().asLedgerState());
  }

  private MemoryState snapshotUncounted() {
    MemoryState copy = new MemoryState();
    copy.conversation.value = conversation.value;
    copy.members.map().putAll(members.map());
    copy.messages.map().putAll(messages.map());
    copy.memberIndex.map().putAll(memberIndex.map());
    copy.names.map().putAll(names.map());
    copy.changedMembers.map().putAll(changedMembers.map());
    copy.pending.map().putAll(pending.map());
    copy.pendingAt.map().putAll(pendingAt.map());
    copy.deletions.value = deletions.value;
    return copy;
  }

  static final class CountingCell implements Cell<byte[]> {

    private final Usage usage;
    private byte[] value;

    CountingCell(byte[] value, Usage usage) {
      this.value = value;
      this.usage = usage;
    }

    int size() {
      return value == null ? 0 : value.length;
    }

    @Override
    public byte[] get() {
      usage.reads++;
      return value;
    }

    @Override
    public void set(byte[] changed) {
      usage.writes++;
      value = changed;
    }
  }
}
