// The bounds of one SYNC of the device in a conversation, while it reads (rules 14 to 17). Ids are BigInt.
export const TO_THE_END = 2n ** 63n - 1n

export class Bounds {
  // A SYNC without an end has null there.
  constructor(after, end) {
    this.after = after
    this.upTo = end ?? TO_THE_END
  }

  get isOpen() {
    return this.upTo === TO_THE_END
  }

  // Rule 17: with nothing acknowledged, an open SYNC begins with the newest page. With 1 it begins with the first row.
  get beginsWithNewest() {
    return this.isOpen && this.after === 0n
  }

  // Rule 15: a new SYNC moves the start up. Its end is the end of an open SYNC, and otherwise the higher one of both counts.
  replaceBy(after, end) {
    this.reach(after)
    if (end === null) {
      this.upTo = TO_THE_END
    } else {
      this.upTo = this.isOpen ? end : max(this.upTo, end)
    }
  }

  // Rule 16: an event that comes meanwhile raises the end.
  raise(id) {
    this.upTo = max(this.upTo, id)
  }

  // The device has everything up to an id.
  reach(id) {
    this.after = max(this.after, id)
  }
}

function max(a, b) {
  return a > b ? a : b
}
