// Seen red: without the check of the sequence in #follows, "a gap is noticed" fails; with #merge writing always, "a page
// that was read before an edit" fails; with an insert at the end, "older pages come before"
// fails; without earlyChanges, "an edit or a deletion that comes before its message" fails.
import assert from 'node:assert/strict';
import test from 'node:test';
import { compareIds } from '../../main/resources/web/ids.js';
import { ConversationLog } from '../../main/resources/web/log.js';

const message = (id, sequence, more = {}) => ({ kind: 'message', event: String(id), message: String(id), sequence, sender: 'bob', text: `text ${id}`, ...more });
const ids = (log) => log.items.map((item) => item.message);

test('an event that comes twice stands once', () => {
  const log = new ConversationLog();
  assert.equal(log.apply(message(100, 1)), 'new');
  assert.equal(log.apply(message(100, 1)), 'duplicate');
  assert.deepEqual(ids(log), ['100']);
});

test('a gap is noticed, and what lies beyond it waits', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  assert.equal(log.apply(message(103, 4)), 'gap');
  assert.deepEqual(ids(log), ['100']);
  assert.equal(log.head.event, '100');
});

test('a gap closes by the own ack that was still to come', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  log.apply(message(102, 3));
  assert.equal(log.apply(message(101, 2, { sender: 'ann' })), 'new');
  assert.deepEqual(ids(log), ['100', '101', '102']);
  assert.equal(log.head.event, '102');
  assert.equal(log.ahead.length, 0);
});

test('a gap that was released is shown with its place, and closes when history is read', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  log.apply(message(103, 4));
  log.release();
  assert.equal(log.gapBefore, '103');
  assert.equal(log.head.event, '100', 'nothing beyond the gap is acknowledged');
  log.mergePage([message(103, 4), message(102, 3), message(101, 2), message(100, 1)], { since: log.changes, newest: true, more: false });
  log.filled('103');
  assert.equal(log.gapBefore, null);
  assert.equal(log.head.event, '103');
  assert.deepEqual(ids(log), ['100', '101', '102', '103']);
});

test('stored events follow each other by the id before them', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  assert.equal(log.apply({ ...message(140), sequence: undefined, stored: true, previous: '100' }), 'new');
  assert.equal(log.apply({ ...message(180), sequence: undefined, stored: true, previous: '160' }), 'gap');
});

test('any order of arrival gives the same log', () => {
  const events = [message(100, 1), message(101, 2), { kind: 'edit', event: '102', message: '100', sequence: 3, text: 'better' }, message(103, 4), { kind: 'delete', event: '104', message: '101', sequence: 5 }, message(105, 6)];
  let seed = 42;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 300; round++) {
    const log = new ConversationLog();
    log.apply(message(99, 0));
    const shuffled = events.flatMap((event) => (random() < 0.3 ? [event, event] : [event])).map((event) => [random(), event]).sort((a, b) => a[0] - b[0]);
    for (const [, event] of shuffled) log.apply(event);
    assert.deepEqual(ids(log), ['99', '100', '101', '103', '105']);
    assert.equal(log.get('100').text, 'better');
    assert.equal(log.get('101').deleted, true);
    assert.equal(log.head.event, '105');
  }
});

test('an older edit does not replace a newer one, and a deleted text does not come back', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  log.apply({ kind: 'edit', event: '103', message: '100', sequence: 2, text: 'second' });
  log.apply({ kind: 'edit', event: '102', message: '100', text: 'first' });
  assert.equal(log.get('100').text, 'second');
  log.apply({ kind: 'delete', event: '104', message: '100', sequence: 3 });
  log.apply({ kind: 'edit', event: '105', message: '100', sequence: 4, text: 'again' });
  assert.equal(log.get('100').text, null);
});

test('a page that was read before an edit does not undo it', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  const since = log.changes;
  log.apply({ kind: 'edit', event: '101', message: '100', sequence: 2, text: 'new' });
  log.mergePage([message(100, 1)], { since, newest: true, more: false });
  assert.equal(log.get('100').text, 'new');
  log.mergePage([message(100, 1, { text: 'newer', edited: true })], { since: log.changes, newest: true, more: false });
  assert.equal(log.get('100').text, 'newer');
});

test('a status only rises', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  log.status({ message: '100', status: 'read', recipients: 2, delivered: 2, read: 2 });
  assert.equal(log.status({ message: '100', status: 'delivered', recipients: 2, delivered: 2, read: 0 }), false);
  assert.equal(log.get('100').status.status, 'read');
});

test('older pages come before, and the first one is known', () => {
  const log = new ConversationLog();
  log.mergePage([message(104, 5), message(103, 4)], { since: 0, newest: true, more: true });
  assert.equal(log.complete, false);
  log.mergePage([message(102, 3), message(101, 2)], { since: log.changes, newest: false, more: false });
  assert.deepEqual(ids(log), ['101', '102', '103', '104']);
  assert.equal(log.complete, true);
  assert.equal(log.head.event, '104');
});

test('5,000 messages are put in order quickly, also when they come backwards', () => {
  const log = new ConversationLog();
  const rows = Array.from({ length: 5000 }, (_, at) => message(10000 - at, 10000 - at));
  const begin = performance.now();
  log.mergePage(rows, { since: 0, newest: true, more: false });
  assert.ok(performance.now() - begin < 2000);
  assert.ok(log.items.every((item, at) => at === 0 || compareIds(log.items[at - 1].message, item.message) < 0));
});

test('a status that comes before the ack of its message is kept', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  log.status({ message: '101', status: 'delivered', recipients: 1, delivered: 1, read: 0 });
  log.apply(message(101, 2, { sender: 'ann' }));
  assert.equal(log.get('101').status.status, 'delivered');
});

test('an edit or a deletion that comes before its message is not forgotten', () => {
  const log = new ConversationLog();
  log.apply(message(200, 5));
  log.apply({ kind: 'edit', event: '201', message: '100', sequence: 6, text: 'better' });
  log.apply({ kind: 'delete', event: '202', message: '101', sequence: 7 });
  log.mergePage([message(101, 2), message(100, 1)], { since: log.changes, newest: false, more: false });
  assert.equal(log.get('100').text, 'better');
  assert.equal(log.get('101').deleted, true);
  assert.equal(log.get('101').text, null);
});

test('a page with a newer version counts, also when the message itself came after the page was asked for', () => {
  const log = new ConversationLog();
  log.apply(message(99, 0));
  const since = log.changes;
  log.apply(message(100, 1, { text: 'as it was sent' }));
  log.mergePage([message(100, 1, { text: 'as it is now', edited: true, version: '105' })], { since, newest: true, more: true });
  assert.equal(log.get('100').text, 'as it is now');
});

test('a page of history shows what was missed, but only the events themselves say that nothing is missing', () => {
  const log = new ConversationLog();
  log.apply(message(100, 1));
  log.mergePage([message(103, 4), message(102, 3), message(100, 1)], { since: log.changes, newest: true, more: false });
  assert.deepEqual(ids(log), ['100', '102', '103']);
  assert.equal(log.head.event, '100');
  log.apply({ ...message(103, 4), stored: true, previous: '100' });
  assert.equal(log.head.event, '103');
});
