// Seen red: with a new id at each load, "a reload" fails; without lost(), "a lost connection" fails.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Outbox } from '../../main/resources/web/outbox.js';

const memory = (text = null) => ({ text, load() { return this.text; }, save(next) { this.text = next; } });
const say = (text, conversation = 'c') => ({ type: 'send', conversation, text });

test('commands go out in order, a bounded number at a time', () => {
  const outbox = new Outbox(memory());
  for (let at = 0; at < 40; at++) outbox.add(say(`m${at}`), at);
  const first = outbox.take();
  assert.equal(first.length, 16);
  assert.equal(first[0].text, 'm0');
  assert.equal(outbox.take().length, 0);
  outbox.done(first[0].id);
  assert.deepEqual(outbox.take().map((frame) => frame.text), ['m16']);
});

test('a reload keeps what waits, under the same ids', () => {
  const storage = memory();
  const before = new Outbox(storage);
  const entry = before.add(say('hello'), 1);
  before.take();
  const after = new Outbox(storage);
  assert.deepEqual(after.take().map((frame) => frame.id), [entry.id]);
});

test('a lost connection makes everything wait again, in order and under the same ids', () => {
  const outbox = new Outbox(memory());
  ['a', 'b', 'c'].forEach((text, at) => outbox.add(say(text), at));
  const first = outbox.take();
  outbox.done(first[1].id);
  outbox.lost();
  assert.deepEqual(outbox.take().map((frame) => frame.id), [first[0].id, first[2].id]);
});

test('a refused message stays until it is retried under a new id, or discarded', () => {
  const outbox = new Outbox(memory());
  const entry = outbox.add(say('no'), 1);
  outbox.take();
  outbox.rejected(entry.id, 'NOT_A_MEMBER');
  assert.equal(outbox.take().length, 0);
  assert.equal(outbox.messages('c')[0].reason, 'NOT_A_MEMBER');
  const again = outbox.retry(entry.id, 2);
  assert.notEqual(again.id, entry.id);
  assert.equal(outbox.take()[0].text, 'no');
});

test('a refused edit is reported and does not stay', () => {
  const outbox = new Outbox(memory());
  const entry = outbox.add({ type: 'edit', conversation: 'c', message: '1', text: 'x' }, 1);
  assert.ok(outbox.rejected(entry.id, 'EDIT_TOO_LATE'));
  assert.equal(outbox.entries.length, 0);
});

test('an answer that comes twice is taken once', () => {
  const outbox = new Outbox(memory());
  const entry = outbox.add(say('a'), 1);
  assert.ok(outbox.done(entry.id));
  assert.equal(outbox.done(entry.id), undefined);
});

test('what cannot be read is left aside', () => {
  for (const text of ['{', '{"a":1}', '[{"id":"x"}]', 'null']) assert.deepEqual(new Outbox(memory(text)).entries, []);
});

test('what another tab left behind comes in by its time, once', () => {
  const outbox = new Outbox(memory());
  outbox.add(say('new'), 10);
  const old = { id: 'old', command: say('old'), state: 'sent', at: 5 };
  outbox.adopt([old]);
  outbox.adopt([old]);
  assert.deepEqual(outbox.take().map((frame) => frame.text), ['old', 'new']);
});

test('above the bound nothing is taken, and that is said', () => {
  const outbox = new Outbox(memory());
  for (let at = 0; at < 500; at++) assert.ok(outbox.add(say('x'), at));
  assert.equal(outbox.add(say('one more'), 501), null);
});
