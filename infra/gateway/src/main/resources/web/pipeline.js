// What the pipeline did with the last message of this device, in milliseconds since it was given to the page.

const STAGES = ['sent', 'stored', 'delivered', 'read'];

export class PipelineTimes {
  constructor() {
    this.current = null;
  }

  /** A message was given to the page. Only the newest one is followed. */
  sent(id, now) {
    this.current = { id, message: null, start: now, times: { sent: 0 } };
  }

  stored(id, message, now) {
    if (this.current?.id !== id) return false;
    this.current.message = message;
    return this.#mark('stored', now);
  }

  /** A status of a message came. The first recipient counts, in groups too; a message that is read is delivered. */
  status({ message, status, delivered = 0, read = 0 }, now) {
    if (!this.current || this.current.message !== message) return false;
    const isRead = status === 'read' || read > 0;
    const marked = (isRead || status === 'delivered' || delivered > 0) && this.#mark('delivered', now);
    return (isRead && this.#mark('read', now)) || marked;
  }

  refused(id) {
    if (this.current?.id !== id) return false;
    this.current.refused = true;
    return true;
  }

  /** The stages in order: {name, ms} with ms null for what has not happened. */
  stages() {
    return STAGES.map((name) => ({ name, ms: this.current?.times[name] ?? null }));
  }

  #mark(stage, now) {
    if (this.current.times[stage] !== undefined) return false;
    this.current.times[stage] = Math.max(0, Math.round(now - this.current.start));
    return true;
  }
}

/** A duration for people: 42 ms, 1.3 s, 2 min. */
export function duration(ms) {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(ms < 10000 ? 1 : 0)} s`;
  return `${Math.round(ms / 60000)} min`;
}
