// Run with `node --test`. Seen red: with the higher one of both ends, and with the start of the first SYNC.
import assert from 'node:assert/strict'
import test from 'node:test'
import { Bounds, TO_THE_END } from './bounds.js'

test('an end ends an open SYNC, although the SYNC has no end to compare it with', () => {
  const bounds = new Bounds(1n, null)
  bounds.replaceBy(1n, 2n)
  assert.equal(bounds.upTo, 2n)
})

test('of two ends the higher one counts', () => {
  const bounds = new Bounds(1n, 9n)
  bounds.replaceBy(1n, 5n)
  assert.equal(bounds.upTo, 9n)
  bounds.raise(12n)
  assert.equal(bounds.upTo, 12n)
  bounds.replaceBy(1n, null)
  assert.equal(bounds.upTo, TO_THE_END)
})

test('the higher one of both starts counts, so a SYNC no longer begins with the newest page', () => {
  const bounds = new Bounds(0n, null)
  assert.equal(bounds.beginsWithNewest, true)
  bounds.replaceBy(9n, null)
  assert.equal(bounds.after, 9n)
  assert.equal(bounds.beginsWithNewest, false)
})

test('a SYNC with an end, and one after the id below all events, begin with the first row', () => {
  assert.equal(new Bounds(0n, 25n).beginsWithNewest, false)
  assert.equal(new Bounds(1n, null).beginsWithNewest, false)
})
