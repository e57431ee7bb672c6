// What this device tells about what it has: 'delivered' up to the newest event without a gap, 'read' up to the newest
// message that was on screen. Both only rise. What comes within a moment goes out as one receipt, because a receipt means
// "up to". Pure: the connection, the timer and the clock are passed in.

import { compareIds, maxId } from './ids.js';

const RECENT = 60000; // what was told this long before the connection was lost may not have arrived

export class Receipts {
  /** `send` takes a frame and answers whether it went out; `later` runs a function in a moment. */
  constructor(send, { later = (run) => run(), clock = Date.now } = {}) {
    Object.assign(this, { send, later, clock, scheduled: false, lostAt: null });
    this.told = new Map(); // conversation -> {delivered, read, at}
    this.wanted = new Map(); // conversation -> {delivered, read}
  }

  /** Answers whether there is something new to tell. */
  delivered(conversation, event) {
    return this.#want(conversation, { delivered: event });
  }

  /** Answers whether there is something new to tell. */
  read(conversation, event) {
    return this.#want(conversation, { read: event });
  }

  /** The gateway handed on what we have: it has not heard our receipt, so it is told again. */
  again(conversation, head) {
    const told = this.told.get(conversation);
    this.told.delete(conversation);
    this.#want(conversation, told && compareIds(told.read, head) >= 0 ? { read: told.read } : { delivered: head });
  }

  /** The connection is lost, and with it perhaps what was told last. */
  lost() {
    this.lostAt ??= this.clock();
  }

  /** The connection is back: tells again what may not have arrived, and what has gathered meanwhile. */
  back() {
    const since = (this.lostAt ?? this.clock()) - RECENT;
    const recent = [...this.told].filter(([, told]) => told.at >= since);
    this.told.clear();
    this.lostAt = null;
    for (const [conversation, { delivered, read }] of recent) this.#want(conversation, { delivered, read });
    this.#flush();
  }

  #want(conversation, { delivered = null, read = null }) {
    const told = this.told.get(conversation);
    if (compareIds(delivered, told?.delivered) <= 0 && compareIds(read, told?.read) <= 0) return false;
    const wanted = this.wanted.get(conversation);
    this.wanted.set(conversation, { delivered: maxId(delivered, wanted?.delivered), read: maxId(read, wanted?.read) });
    if (!this.scheduled) {
      this.scheduled = true;
      this.later(() => this.#flush());
    }
    return true;
  }

  #flush() {
    this.scheduled = false;
    for (const [conversation, { delivered, read }] of this.wanted) {
      const told = this.told.get(conversation) ?? { delivered: null, read: null };
      const reads = compareIds(read, told.read) > 0;
      if (reads && !this.#tell(conversation, told, 'read', read)) return;
      if (compareIds(delivered, told.delivered) > 0 && !this.#tell(conversation, told, 'delivered', delivered)) return;
      this.wanted.delete(conversation);
    }
  }

  #tell(conversation, told, kind, event) {
    if (!this.send({ type: 'receipt', conversation, event, kind })) return false; // told when the connection is back
    told[kind] = event;
    told.delivered = maxId(told.delivered, event); // what is read is delivered
    told.at = this.clock();
    this.told.set(conversation, told);
    return true;
  }
}
