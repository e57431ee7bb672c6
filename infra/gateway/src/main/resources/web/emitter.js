// Tells listeners what changed. A listener that fails does not keep the others from hearing.

export class Emitter {
  #listeners = new Map();

  on(name, listener) {
    const known = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, [...known, listener]);
    return this;
  }

  emit(name, detail) {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        console.error(`A listener of "${name}" failed. The others go on.`, error);
      }
    }
  }
}
