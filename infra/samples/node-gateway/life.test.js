// Run with `node --test`. Seen red: without the comparison, the gateway went on in an incarnation that the router had ended,
// and its device got nothing any more.
import assert from 'node:assert/strict'
import test from 'node:test'
import { LEASE, Life } from './life.js'

test('an incarnation lives as long as no two signs of life are further apart than the lease', () => {
  const life = new Life()
  assert.equal(life.appended(1_000_000), false)
  assert.equal(life.appended(1_000_000 + LEASE), false)
  assert.equal(life.appended(1_000_000 + 2 * LEASE), false)
})

test('after a longer silence the incarnation has ended, and the next one begins from nothing', () => {
  const life = new Life()
  life.appended(1_000_000)
  assert.equal(life.appended(1_000_001 + LEASE), true)
  assert.equal(life.appended(1_000_001 + 9 * LEASE), false)
})

test('a sign of life that comes late does not turn the clock back', () => {
  const life = new Life()
  life.appended(1_010_000)
  life.appended(1_000_000)
  assert.equal(life.appended(1_020_000), false)
})
