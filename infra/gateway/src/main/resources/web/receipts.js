// What this device tells about what it has: 'delivered' up to the newest event without a gap, 'read' up to the newest
// message that was on screen. Both only rise, and each is sent once, unless the gateway hands the same event on again.

import { compareIds } from './ids.js';

export class Receipts {
  /** `send` takes a frame and answers whether it went out. */
  constructor(send) {
    this.send = send;
    this.told = new Map(); // conversation -> {delivered, read}
  }

  delivered(conversation, event) {
    return this.#raise(conversation, event, 'delivered');
  }

  read(conversation, event) {
    return this.#raise(conversation, event, 'read');
  }

  /** The gateway handed on what we have: it has not heard our receipt, so it is told again. */
  again(conversation, head) {
    const told = this.told.get(conversation);
    if (told && compareIds(told.read, head) < 0) told.delivered = null;
    return this.delivered(conversation, head);
  }

  /** After a reconnect, receipts that were under way may be lost. */
  forget() {
    this.told.clear();
  }

  #raise(conversation, event, kind) {
    if (!event) return false;
    const told = this.told.get(conversation) ?? { delivered: null, read: null };
    if (compareIds(event, told[kind]) <= 0) return false;
    if (!this.send({ type: 'receipt', conversation, event, kind })) return false;
    told[kind] = event;
    if (kind === 'read' && compareIds(event, told.delivered) > 0) told.delivered = event;
    this.told.set(conversation, told);
    return true;
  }
}
