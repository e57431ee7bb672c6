// How long to wait before the next try: doubling, up to a bound, with jitter so that clients do not come back all at once.

export class Backoff {
  constructor({ first = 400, most = 15000, random = Math.random } = {}) {
    Object.assign(this, { first, most, random, tries: 0 });
  }

  /** Milliseconds to wait now: between half and the whole of the present step. */
  next() {
    const step = Math.min(this.most, this.first * 2 ** this.tries);
    this.tries += 1;
    return Math.round(step / 2 + (step / 2) * this.random());
  }

  reset() {
    this.tries = 0;
  }
}
