// Everything this device knows: conversations, their logs, and badges. It takes frames from the gateway and tells listeners
// what changed: 'conversations', 'log' (a conversation id), 'pending' (a conversation id), 'incoming', 'refused'.
// No page and no clock: the gateway's REST side, the timer and the outbox are passed in.

import { Emitter } from './emitter.js';
import { compareIds, maxId, timeOfId } from './ids.js';
import { ConversationLog } from './log.js';

export class Store extends Emitter {
  constructor({ me, outbox, receipts, history }) {
    super();
    Object.assign(this, { me, outbox, receipts, history });
    this.conversations = new Map();
    this.reading = null; // the conversation on screen
  }

  /**
   * The list of conversations as the server has it. What came meanwhile is newer and stays. The server's number of unread
   * messages counts those up to the last one of its row, so a stored event up to there does not count once more.
   */
  setConversations(list) {
    for (const row of list) {
      const known = this.#conversation(row.conversation);
      Object.assign(known, { kind: row.kind ?? known.kind, members: row.members ?? known.members, memberCount: row.memberCount ?? known.memberCount });
      const unread = row.unread ?? 0;
      if (this.#has(known, row.last?.event)) known.unread = this.#count(known, unread);
      else known.unread = Math.max(unread, known.read ? known.log.countAfter(known.read, this.me) : 0);
      known.counted = maxId(known.counted, row.last?.event);
      if (row.last && compareIds(row.last.event, known.last?.event) >= 0) known.last = { ...row.last, kind: row.last.kind ?? 'message' };
    }
    this.emit('conversations');
  }

  get(id) {
    return this.conversations.get(id);
  }

  /** Conversations, the one with the newest message first. */
  sorted() {
    const waiting = this.outbox.newestMessages();
    return [...this.conversations.values()]
      .map((conversation) => ({ conversation, newest: Math.max(waiting.get(conversation.id) ?? 0, timeOfId(conversation.last?.event) || 0, conversation.created ?? 0) }))
      .sort((a, b) => b.newest - a.newest || (a.conversation.id < b.conversation.id ? -1 : 1))
      .map(({ conversation }) => conversation);
  }

  get unread() {
    return [...this.conversations.values()].reduce((sum, conversation) => sum + conversation.unread, 0);
  }

  /** A conversation that was created here and is not stored yet. */
  expect(id, kind, members, now) {
    const conversation = this.#conversation(id);
    Object.assign(conversation, { kind, members, memberCount: members.length, created: now });
    this.emit('conversations');
    return conversation;
  }

  event(event) {
    const known = this.conversations.has(event.conversation);
    const conversation = this.#conversation(event.conversation);
    this.stored(event.conversation, [event]);
    const outcome = conversation.log.apply(event);
    if (event.kind === 'members') this.#members(conversation, event);
    if (outcome === 'duplicate') {
      this.receipts.again(event.conversation, conversation.log.head.event);
    } else {
      this.#newest(conversation, event);
      if (outcome === 'gap') this.history.gap(conversation);
      else if (conversation.log.head) this.receipts.delivered(event.conversation, conversation.log.head.event);
      if (event.kind === 'message') this.#arrived(conversation, event);
    }
    if (!known) this.history.unknown(event.conversation);
    this.emit('log', event.conversation);
    this.emit('conversations');
    return outcome;
  }

  /** The answer to a command of this device: its event is placed by the ack, because the gateway does not send it back. */
  ack(ack) {
    if (ack.status === 'rejected') {
      const entry = this.outbox.rejected(ack.id, ack.reason);
      if (entry) this.emit('refused', { entry, reason: ack.reason });
      this.emit('pending', ack.conversation);
      return;
    }
    const entry = this.outbox.done(ack.id);
    if (!entry) return;
    const { command } = entry;
    if (ack.event) {
      const kind = command.type === 'send' ? 'message' : command.type;
      this.event({
        ...command, kind, conversation: ack.conversation, sender: this.me, event: ack.event, message: ack.message, sequence: ack.sequence,
        at: undefined, recipients: undefined, mine: true,
      });
    }
    this.emit('pending', ack.conversation);
  }

  /** Own messages that are stored do not wait any longer, even if their ack was lost. */
  stored(conversation, rows) {
    const own = rows.filter((row) => row.id && row.sender === this.me && this.outbox.done(row.id));
    if (own.length > 0) this.emit('pending', conversation);
  }

  status(frame) {
    if (this.get(frame.conversation)?.log.status(frame)) {
      const { last } = this.get(frame.conversation);
      if (last?.message === frame.message) last.status = this.get(frame.conversation).log.get(frame.message).status;
      this.emit('log', frame.conversation);
      this.emit('conversations');
    }
  }

  /** How far this person has read, on any device. */
  cursor({ conversation: id, read, unread }) {
    const conversation = this.get(id);
    if (!conversation) return;
    conversation.read = maxId(conversation.read, read);
    conversation.unread = this.#count(conversation, unread ?? 0);
    this.emit('conversations');
    this.emit('log', id);
  }

  /** The person has seen everything up to this message here. */
  seen(id, event) {
    const conversation = this.get(id);
    if (!conversation || compareIds(event, conversation.read) <= 0) return;
    if (!this.receipts.read(id, event)) return;
    conversation.read = event;
    const before = conversation.unread;
    conversation.unread = conversation.log.countAfter(event, this.me);
    if (before !== conversation.unread) this.emit('conversations');
  }

  /** What is to be shown of a conversation: its items, then what waits for its answer. */
  shown(id) {
    const items = this.get(id)?.log.items ?? [];
    const waiting = this.outbox.messages(id).map((entry) => ({
      message: `pending-${entry.id}`, kind: 'message', sender: this.me, at: entry.at, pending: entry,
      text: entry.command.text ?? null, media: entry.command.media ?? null, replyTo: entry.command.replyTo ?? null,
      mentions: entry.command.mentions ?? [],
    }));
    return waiting.length ? [...items, ...waiting] : items;
  }

  #conversation(id) {
    let conversation = this.conversations.get(id);
    if (!conversation) {
      conversation = { id, kind: undefined, members: [], memberCount: 0, unread: 0, read: null, counted: null, last: null, log: new ConversationLog() };
      this.conversations.set(id, conversation);
    }
    return conversation;
  }

  #newest(conversation, event) {
    const message = event.message ?? event.event;
    const { last, log } = conversation;
    if (event.kind === 'message' || (event.kind === 'members' && !last)) {
      if (compareIds(event.event, last?.event) > 0) conversation.last = log.get(message) ?? { ...event, message };
    } else if (last && last.message === message && !log.get(message)) {
      Object.assign(last, event.kind === 'delete' ? { deleted: true, text: null } : { text: event.text, edited: true });
    }
  }

  #arrived(conversation, event) {
    if (event.sender === this.me) {
      conversation.read = maxId(conversation.read, event.event);
      conversation.unread = 0; // sending marks everything before as read
      return;
    }
    const counted = event.stored && compareIds(event.event, conversation.counted) <= 0;
    if (compareIds(event.event, conversation.read) > 0 && !event.deleted && !counted) conversation.unread += 1;
    this.emit('incoming', { conversation, event });
  }

  /** Unread messages: exact where the log reaches down to the cursor, otherwise the server's number if it is higher. */
  #count(conversation, server) {
    const { log, read } = conversation;
    const known = log.countAfter(read, this.me);
    const reaches = log.items.length > 0 && (log.complete || compareIds(log.oldest, read) <= 0);
    return reaches && read ? known : Math.max(known, server);
  }

  /** Whether this device has read in the conversation, and has everything up to an event. */
  #has({ log, read }, event) {
    return Boolean(read && event) && compareIds(log.newest?.event, event) >= 0;
  }

  #members(conversation, event) {
    const members = new Set(conversation.members);
    for (const change of event.changes ?? []) {
      if (change.action === 'JOIN') members.add(change.user);
      if (change.action === 'LEAVE') members.delete(change.user);
    }
    const grown = members.size - conversation.members.length;
    conversation.members = [...members];
    conversation.memberCount = Math.max(conversation.memberCount + grown, members.size);
    conversation.kind = event.conversationKind ?? conversation.kind ?? (members.size > 2 ? 'GROUP' : undefined);
  }
}
