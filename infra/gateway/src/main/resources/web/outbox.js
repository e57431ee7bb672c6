// The commands of this device that have no answer yet. Pure: the storage is passed in.
//
// A command keeps its id until its answer, over lost connections and reloads, so it happens once however often it is sent.
// Commands go out in the order in which they were given, a bounded number at a time.

import { randomId } from './ids.js';

const WINDOW = 16; // commands that may be on their way at once
const MOST = 500; // commands that are kept; above it a new one is refused

export class Outbox {
  /** `storage` keeps one text: {load(), save(text)}. */
  constructor(storage, newId = () => randomId()) {
    this.storage = storage;
    this.newId = newId;
    this.entries = [];
    for (const entry of read(storage)) {
      this.entries.push({ ...entry, state: entry.state === 'rejected' ? 'rejected' : 'queued' });
    }
  }

  /** Takes a command ({type, conversation, ...}) and gives it its id. Answers the entry, or null if too many wait. */
  add(command, now) {
    if (this.entries.length >= MOST) return null;
    const entry = { id: this.newId(), command: { ...command, time: new Date(now).toISOString() }, state: 'queued', at: now };
    this.entries.push(entry);
    this.#save();
    return entry;
  }

  /** Takes over commands that another tab left behind. Their ids stay, so nothing happens twice. */
  adopt(entries) {
    const known = new Set(this.entries.map((entry) => entry.id));
    for (const entry of entries) {
      if (!known.has(entry.id)) this.entries.push({ ...entry, state: entry.state === 'rejected' ? 'rejected' : 'queued' });
    }
    this.entries.sort((a, b) => a.at - b.at);
    this.#save();
  }

  /** The frames to send now. They count as under way until their answer, or until the connection is lost. */
  take() {
    const under = this.entries.filter((entry) => entry.state === 'sent').length;
    const next = this.entries.filter((entry) => entry.state === 'queued').slice(0, Math.max(0, WINDOW - under));
    for (const entry of next) entry.state = 'sent';
    return next.map((entry) => ({ ...entry.command, id: entry.id }));
  }

  /** The connection is lost: what was under way waits again. */
  lost() {
    for (const entry of this.entries) if (entry.state === 'sent') entry.state = 'queued';
  }

  /** The gateway was too busy for this command: it waits again, before those after it. */
  postpone(id) {
    const entry = this.get(id);
    if (entry && entry.state === 'sent') entry.state = 'queued';
  }

  /** The command is stored. Answers its entry, or undefined if it is not ours or was answered before. */
  done(id) {
    const entry = this.get(id);
    if (entry) {
      this.entries.splice(this.entries.indexOf(entry), 1);
      this.#save();
    }
    return entry;
  }

  /** The command was refused. A message stays, to be retried or discarded; anything else is only reported. */
  rejected(id, reason) {
    const entry = this.get(id);
    if (!entry) return undefined;
    if (entry.command.type !== 'send') return this.done(id);
    Object.assign(entry, { state: 'rejected', reason });
    this.#save();
    return entry;
  }

  /** Sends a refused message once more. It needs a new id: the same id is refused again. */
  retry(id, now) {
    const entry = this.done(id);
    return entry && this.add(entry.command, now);
  }

  get(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  /** Messages of a conversation that have no answer yet, or were refused. */
  messages(conversation) {
    return this.#messages().filter((entry) => entry.command.conversation === conversation);
  }

  /** The time of the newest of these messages, by conversation. */
  newestMessages() {
    return new Map(this.#messages().map((entry) => [entry.command.conversation, entry.at]));
  }

  /** The newest edit or deletion of a message that has no answer yet. */
  changeOf(message) {
    return this.entries.findLast((entry) => entry.command.message === message && entry.state !== 'rejected');
  }

  /** Whether a command of this conversation is without an answer: the event before the next one may be ours. */
  waitsIn(conversation) {
    return this.entries.some((entry) => entry.command.conversation === conversation && entry.state !== 'rejected');
  }

  #messages() {
    return this.entries.filter((entry) => entry.command.type === 'send');
  }

  #save() {
    this.storage.save(JSON.stringify(this.entries));
  }
}

function read(storage) {
  try {
    const entries = JSON.parse(storage.load() ?? '[]');
    return Array.isArray(entries) ? entries.filter((entry) => entry?.id && entry?.command?.type) : [];
  } catch {
    return []; // what another version left and cannot be read
  }
}
