// Rule 3: whether the router has ended this gateway's incarnation. It does so after a silence longer than its lease, by the
// broker's clock. The append times of the gateway's own signs of life show the same silence by the same clock.
export const LEASE = 15_000

export class Life {
  #last = null

  // A sign of life was appended at this time, in milliseconds. Answers whether the incarnation has ended before it.
  appended(time) {
    const lapsed = this.#last !== null && time - this.#last > LEASE
    this.#last = lapsed ? null : Math.max(this.#last ?? time, time)
    return lapsed
  }
}
