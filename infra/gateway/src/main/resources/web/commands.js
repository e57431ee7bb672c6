// What a person does, as commands: into the outbox, out over the connection, and their answers back.

const AGAIN_AFTER = 1000; // milliseconds before a command is sent again that the gateway was too busy for

export class Commands {
  constructor({ outbox, connection, store, times, onChange, clock = Date.now, later = (run, wait) => setTimeout(run, wait) }) {
    Object.assign(this, { outbox, connection, store, times, onChange, clock, later });
  }

  /** Sends a message ({text, media, replyTo, mentions}). Answers its entry, or null if too many wait. */
  send(conversation, { text, media, replyTo, mentions }) {
    const command = { type: 'send', conversation, text, media, replyTo, mentions: mentions?.length ? mentions : undefined };
    const entry = this.#give(command);
    if (entry) this.times.sent(entry.id, this.clock());
    return entry;
  }

  /** Replaces the text of a message. Its media stays, so it is repeated. */
  edit(conversation, item, text) {
    return this.#give({ type: 'edit', conversation, message: item.message, text: text || undefined, media: item.media ?? undefined });
  }

  delete(conversation, item) {
    return this.#give({ type: 'delete', conversation, message: item.message });
  }

  members(conversation, changes, kind) {
    return this.#give({ type: 'members', conversation, kind, changes });
  }

  retry(entry) {
    const again = this.outbox.retry(entry.id, this.clock());
    if (again) this.times.sent(again.id, this.clock());
    this.onChange(entry.command.conversation);
    this.flush();
  }

  discard(entry) {
    this.outbox.done(entry.id);
    this.onChange(entry.command.conversation);
  }

  /** Sends what waits, as far as the window allows. Without a connection everything stays as it is. */
  flush() {
    if (this.connection.state !== 'online') return;
    for (const frame of this.outbox.take()) {
      if (!this.connection.send(frame)) this.outbox.postpone(frame.id);
    }
  }

  answered(ack) {
    if (ack.status !== 'rejected') this.times.stored(ack.id, ack.message, this.clock());
    this.store.ack(ack);
    const status = ack.message && this.store.get(ack.conversation)?.log.get(ack.message)?.status;
    if (status) this.times.status({ message: ack.message, ...status }, this.clock());
    this.onChange(ack.conversation);
    this.flush();
  }

  /** The gateway could not take a frame. A command that may succeed later is sent again; any other is refused. */
  error({ id, code, text, again }) {
    const entry = id && this.outbox.get(id);
    if (!entry) {
      console.error(`The gateway refused a frame: ${code}. ${text ?? ''}`);
      return;
    }
    if (again) {
      this.later(() => {
        this.outbox.postpone(id);
        this.flush();
      }, AGAIN_AFTER);
    } else {
      this.store.ack({ id, conversation: entry.command.conversation, status: 'rejected', reason: code });
      this.flush();
    }
  }

  #give(command) {
    const entry = this.outbox.add(command, this.clock());
    if (entry) {
      this.flush();
      this.onChange(command.conversation);
    }
    return entry;
  }
}
