// The log of one conversation as this device has it. Pure: no page, no network, no clock.
//
// Items are ordered by id, whatever order events come in, and each id stands once. `head` is the newest event up to which
// nothing is missing; an event beyond a gap waits in `ahead`, and nothing beyond a gap is acknowledged.

import { compareIds, maxId, timeOfId } from './ids.js';

const MOST_EARLY = 200; // statuses that may come before the ack of their message
const MOST_CHANGES = 500; // edits and deletions that may come before the page with their message
const SHOWN = new Set(['message', 'members']); // events of kinds that are not known yet count, and are not shown
const RANK = { sent: 0, delivered: 1, read: 2 };

export class ConversationLog {
  constructor() {
    this.items = [];
    this.byMessage = new Map();
    this.head = null; // {event, sequence}: up to here nothing is missing
    this.ahead = []; // events beyond a gap, in order
    this.gapBefore = null; // id of the first shown item beyond a gap
    this.complete = false; // whether the oldest message is here
    this.loaded = false; // whether a page of history has been read
    this.early = new Map(); // message -> a status that came before the message itself
    this.earlyChanges = new Map(); // message -> an edit or deletion that came before the message itself
    this.changes = 0; // rises with every event, so that a page read meanwhile does not undo it
  }

  /** Takes an event. Answers 'new', 'duplicate', or 'gap' if events before it are missing. An own event alone is no beginning: it says nothing of what came before. */
  apply(event) {
    if (this.head === null && event.mine) {
      this.#take(event);
      return 'new';
    }
    if (this.head !== null && compareIds(event.event, this.head.event) <= 0) {
      this.#late(event);
      return 'duplicate';
    }
    if (this.ahead.some((other) => other.event === event.event)) return 'duplicate';
    if (this.head !== null && !this.#follows(event)) {
      this.ahead.push(event);
      this.ahead.sort((a, b) => compareIds(a.event, b.event));
      if (this.gapBefore !== null) this.#take(event);
      return 'gap';
    }
    this.#advance(event);
    this.#drain();
    return 'new';
  }

  /** Shows what waits beyond the gap, although something before it is still missing. */
  release() {
    if (this.ahead.length === 0) return;
    this.ahead.forEach((event) => this.#take(event));
    this.gapBefore = this.ahead[0].event;
  }

  /** History has been read down to the gap, after all events up to `upTo` had come: nothing up to it is missing. */
  filled(upTo) {
    const known = this.ahead.filter((event) => compareIds(event.event, upTo) <= 0);
    known.forEach((event) => this.#advance(event));
    this.ahead = this.ahead.filter((event) => compareIds(event.event, upTo) > 0);
    this.gapBefore = null;
    this.#drain();
    if (this.ahead.length > 0) this.gapBefore = this.ahead[0].event;
  }

  /**
   * Takes a page of history, newest first. `since` is the value of `changes` when the page was asked for. The first page says
   * where the log begins. Later pages do not raise the head: an edit or a deletion of an older message has no row of its own,
   * so only the events say that nothing is missing.
   */
  mergePage(messages, { since, newest, more }) {
    for (const row of messages) this.#merge(row, since);
    const last = messages[messages.length - 1];
    if (!more && (last === undefined || !this.items.length || compareIds(last.message, this.items[0].message) <= 0)) {
      this.complete = true;
    }
    if (newest) {
      this.loaded = true;
      const first = messages[0];
      if (first && this.head === null) this.head = { event: first.event, sequence: first.sequence ?? null };
    }
  }

  /** Forgets what lies before this id, so that a log without a hole remains. */
  forgetBefore(id) {
    const kept = this.items.filter((item) => compareIds(item.message, id) >= 0);
    if (kept.length === this.items.length) return;
    this.items = kept;
    this.byMessage = new Map(kept.map((item) => [item.message, item]));
    this.complete = false;
  }

  /** Raises the status of a message. A status that is lower than the known one changes nothing. */
  status(frame) {
    const { message, status, recipients, delivered, read } = frame;
    const item = this.byMessage.get(message);
    if (!item) {
      this.#keepEarly(frame);
      return false;
    }
    const old = item.status ?? { status: 'sent', recipients: 0, delivered: 0, read: 0 };
    const next = {
      status: RANK[status] > RANK[old.status] ? status : old.status,
      recipients: Math.max(old.recipients ?? 0, recipients ?? 0),
      delivered: Math.max(old.delivered ?? 0, delivered ?? 0, read ?? 0),
      read: Math.max(old.read ?? 0, read ?? 0),
    };
    const changed = Object.keys(next).some((key) => next[key] !== old[key]) || !item.status;
    if (changed) item.status = next;
    return changed;
  }

  get(message) {
    return this.byMessage.get(message);
  }

  get oldest() {
    return this.items[0]?.message;
  }

  get newest() {
    return this.items[this.items.length - 1];
  }

  /** Messages of others after this id. */
  countAfter(id, me) {
    let count = 0;
    for (let at = this.items.length - 1; at >= 0; at--) {
      const item = this.items[at];
      if (compareIds(item.message, id) <= 0) break;
      if (item.kind === 'message' && item.sender !== me && !item.deleted) count += 1;
    }
    return count;
  }

  #follows(event) {
    if (event.stored && event.previous) return compareIds(event.previous, this.head.event) <= 0;
    if (event.sequence == null || this.head.sequence == null) return true;
    return Number(event.sequence) === Number(this.head.sequence) + 1;
  }

  #advance(event) {
    this.#take(event);
    if (this.head === null || compareIds(event.event, this.head.event) > 0) {
      this.head = { event: event.event, sequence: event.sequence ?? null };
    }
  }

  #drain() {
    while (this.ahead.length > 0) {
      const next = this.ahead[0];
      if (compareIds(next.event, this.head.event) > 0 && !this.#follows(next)) return;
      this.ahead.shift();
      this.#advance(next);
    }
    this.gapBefore = null;
  }

  /** An event at or below the head: known, unless its item is missing within what is loaded. */
  #late(event) {
    const message = event.message ?? event.event;
    if (event.kind === 'message' || event.kind === 'members') {
      const inside = this.items.length > 0 && compareIds(message, this.items[0].message) > 0;
      if (!this.byMessage.has(message) && (inside || this.complete)) this.#take(event);
    } else {
      this.#take(event);
    }
  }

  #take(event) {
    this.changes += 1;
    const message = event.message ?? event.event;
    if (event.kind === 'edit' || event.kind === 'delete') return this.#change(message, event);
    if (!SHOWN.has(event.kind) || this.byMessage.has(message)) return undefined;
    if (event.stored && this.loaded && this.#isBeforeLoaded(message)) return undefined; // read when one scrolls up to it
    return this.#insert({
      message,
      event: event.event,
      sequence: event.sequence ?? null,
      kind: event.kind === 'members' ? 'members' : 'message',
      sender: event.sender,
      at: timeOf(event),
      text: event.text ?? null,
      media: event.media ?? null,
      replyTo: event.replyTo ?? null,
      mentions: event.mentions ?? [],
      changes: event.changes ?? null,
      edited: Boolean(event.edited),
      deleted: Boolean(event.deleted),
      status: event.status ?? (event.recipients == null ? null : sent(event.recipients)),
      version: event.version ?? event.event,
      touched: this.changes,
    });
  }

  #isBeforeLoaded(message) {
    return !this.complete && this.items.length > 0 && compareIds(message, this.items[0].message) < 0;
  }

  #change(message, event) {
    const item = this.byMessage.get(message);
    if (!item) this.#keepChange(message, event);
    else if (event.kind === 'delete') this.#delete(item, event);
    else this.#edit(item, event);
  }

  #edit(item, event) {
    if (item.deleted || compareIds(event.event, item.version) <= 0) return;
    if (event.deleted || (event.text == null && event.media == null)) return; // cleared by a later deletion
    Object.assign(item, { text: event.text ?? null, media: event.media ?? null, edited: true, version: event.event, touched: this.changes });
  }

  #delete(item, event) {
    Object.assign(item, { text: null, media: null, deleted: true, version: maxId(item.version, event.event), touched: this.changes });
  }

  /** The page with the message may be on its way, and older than this change. */
  #keepChange(message, event) {
    const known = this.earlyChanges.get(message);
    if (known && (known.kind === 'delete' || compareIds(known.event, event.event) > 0)) return;
    this.earlyChanges.delete(message);
    this.earlyChanges.set(message, event);
    if (this.earlyChanges.size > MOST_CHANGES) this.earlyChanges.delete(this.earlyChanges.keys().next().value);
  }

  #merge(row, since) {
    const known = this.byMessage.get(row.message ?? row.event);
    if (!known) {
      this.#take({ ...row, kind: row.kind ?? 'message' });
      return;
    }
    const isAsNew = row.version ? compareIds(row.version, known.version) >= 0 : known.touched <= since;
    if (isAsNew) {
      const { text = null, media = null } = row;
      Object.assign(known, { text, media, edited: Boolean(row.edited), deleted: Boolean(row.deleted), version: maxId(known.version, row.version) });
    }
    if (row.status) this.status({ message: known.message, ...row.status });
  }

  #insert(item) {
    let at = this.items.length;
    while (at > 0 && compareIds(this.items[at - 1].message, item.message) > 0) at -= 1;
    this.items.splice(at, 0, item);
    this.byMessage.set(item.message, item);
    const early = this.early.get(item.message);
    if (early) {
      this.early.delete(item.message);
      this.status(early);
    }
    const change = this.earlyChanges.get(item.message);
    if (change) {
      this.earlyChanges.delete(item.message);
      if (compareIds(change.event, item.version) > 0) this.#change(item.message, change);
    }
  }

  /** The ack of a message and its status come by different ways, so the status may be first. */
  #keepEarly(frame) {
    const newer = !this.items.length || compareIds(frame.message, this.newest.message) > 0;
    if (newer && this.early.size < MOST_EARLY) this.early.set(frame.message, frame);
  }
}

function sent(recipients) {
  return { status: 'sent', recipients, delivered: 0, read: 0 };
}

function timeOf(event) {
  const fromId = timeOfId(event.message ?? event.event);
  const given = Date.parse(event.at ?? '');
  return Number.isNaN(given) ? fromId : given;
}
