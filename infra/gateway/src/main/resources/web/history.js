// Reads history over REST into the store: the newest page when a conversation is opened, older pages on scrolling up, and
// what is missing in a gap. A read that fails is tried again with backoff; one read per conversation is under way at a time.

import { Backoff } from './backoff.js';
import { compareIds } from './ids.js';

const PAGE = 50;
const OLDER = 100; // one scrolls up faster than pages of 50 come
const PAGES_BACK = 4; // pages that are read to close a gap; a longer gap starts the log anew
const PATIENCE = 250; // milliseconds that a gap may close by itself: our own ack is on its way
const ONCE_MORE = 30000; // milliseconds after the first connect until the second read of a device that is new

export class History {
  constructor({ api, later = (run, wait) => setTimeout(run, wait) }) {
    Object.assign(this, { api, later, store: null });
    this.filling = new Set();
    this.older = new Set();
    this.gaps = new Set(); // conversations in which a read for a gap is planned
    this.backoffs = new Map();
    this.listing = false;
    this.listAgain = false;
    this.isNew = true;
  }

  attach(store) {
    this.store = store;
  }

  /**
   * Called after every connect. A device that is new reads once more half a minute later: the pipeline may route an event that was
   * stored after the first read before it knows of the device, and then nothing else brings that event.
   */
  async connected(open) {
    if (this.isNew) this.later(() => this.onceMore(), ONCE_MORE);
    this.isNew = false;
    await this.refresh(open);
  }

  /** The list of conversations, and the newest page of each one that was read before. */
  async onceMore() {
    await this.list();
    const read = [...this.store.conversations.values()].filter((conversation) => conversation.log.loaded);
    await Promise.all(read.map((conversation) => this.newest(conversation)));
  }

  /** The list of conversations, and the newest page of the open one. */
  async refresh(open) {
    for (const conversation of this.store.conversations.values()) conversation.log.loaded = false;
    await Promise.all([this.list(), open ? this.newest(this.store.get(open)) : null]);
  }

  async list() {
    if (this.listing) {
      this.listAgain = true; // the one under way may be too old
      return;
    }
    this.listing = true;
    this.listAgain = false;
    try {
      const { conversations } = await this.api.conversations();
      this.store.setConversations(conversations);
      this.#calm('list');
    } catch (error) {
      this.#again('list', error, () => this.list());
    } finally {
      this.listing = false;
    }
    if (this.listAgain) await this.list();
  }

  /** An event of a conversation came that the list does not have: ask for the list again. */
  unknown() {
    this.later(() => this.list(), PATIENCE);
  }

  /** Events are missing before one that came. Waits a little for our own ack, then reads, unless a failed read will be repeated. */
  gap(conversation) {
    const { log, id } = conversation;
    if (this.gaps.has(id) || this.backoffs.get(id)?.waiting) return;
    this.gaps.add(id);
    this.later(() => {
      this.gaps.delete(id);
      if (log.ahead.length === 0) return undefined;
      log.release();
      this.store.emit('log', id);
      return this.newest(conversation);
    }, PATIENCE);
  }

  /** Reads the newest page, and further pages down to what is known, so that no gap remains. */
  async newest(conversation) {
    const { log, id } = conversation ?? {};
    if (!log || this.filling.has(id)) return;
    this.filling.add(id);
    const since = log.changes;
    const upTo = log.ahead.at(-1)?.event;
    const known = log.items.length > 0 ? log.head?.event : null;
    try {
      const pages = await this.#down(id, known);
      const rows = pages.flatMap((page) => page.messages);
      const oldest = rows.at(-1);
      const more = pages.at(-1).more;
      if (known && more && oldest && compareIds(oldest.event, known) > 0) log.forgetBefore(oldest.message);
      log.mergePage(rows, { since, newest: true, more });
      this.store.stored(id, rows);
      if (upTo) log.filled(upTo);
      this.#adopt(conversation);
      this.#calm(id);
      if (log.ahead.length > 0) this.gap(conversation);
    } catch (error) {
      if (error.final) log.loaded = true; // not stored yet, or not ours: there is nothing to read
      this.#again(id, error, () => this.newest(conversation));
    } finally {
      this.filling.delete(id);
    }
    this.store.emit('log', id);
  }

  /** Reads the page before the oldest message. Answers whether anything came. */
  async before(conversation) {
    const { log, id } = conversation;
    if (log.complete || !log.loaded || this.older.has(id) || this.backoffs.get(`before ${id}`)?.waiting) return false;
    this.older.add(id);
    this.store.emit('log', id);
    try {
      const page = await this.api.messages(id, { before: log.oldest, limit: OLDER });
      log.mergePage(page.messages, { since: log.changes, newest: false, more: page.more });
      this.store.stored(id, page.messages);
      this.#calm(`before ${id}`);
      return page.messages.length > 0;
    } catch (error) {
      this.#again(`before ${id}`, error, () => this.before(conversation));
      return false;
    } finally {
      this.older.delete(id);
      this.store.emit('log', id);
    }
  }

  /** Reads back until this message is here, at most so many pages. Answers whether it is. */
  async reach(conversation, message, pages = 40) {
    for (let page = 0; page < pages && !conversation.log.get(message); page++) {
      if (!(await this.before(conversation))) break;
    }
    return Boolean(conversation.log.get(message));
  }

  async #down(id, known) {
    const pages = [await this.api.messages(id, { limit: PAGE })];
    while (known && pages.length < PAGES_BACK && pages.at(-1).more && compareIds(pages.at(-1).messages.at(-1).event, known) > 0) {
      pages.push(await this.api.messages(id, { before: pages.at(-1).messages.at(-1).event, limit: PAGE }));
    }
    return pages;
  }

  #adopt(conversation) {
    const newest = conversation.log.newest;
    if (newest && compareIds(newest.event, conversation.last?.event) >= 0) conversation.last = newest;
    if (conversation.log.head) this.store.receipts.delivered(conversation.id, conversation.log.head.event);
    this.store.emit('conversations');
  }

  #again(what, error, read) {
    if (error.final) return;
    const backoff = this.backoffs.get(what) ?? new Backoff();
    this.backoffs.set(what, backoff);
    if (backoff.waiting) return;
    backoff.waiting = true;
    this.later(() => {
      backoff.waiting = false;
      return read();
    }, backoff.next());
  }

  #calm(what) {
    this.backoffs.delete(what);
  }
}
