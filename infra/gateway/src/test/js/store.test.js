// Seen red: without the call of again(), "a repeated event" fails; with the server's number always taken, "a late cursor" fails; with a
// page that raises the head, "an edit of an old message" fails; with every event counted, "what was missed counts once" fails;
// with a read planned for each event beyond a gap, "while history cannot be read" fails.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Commands } from '../../main/resources/web/commands.js';
import { History } from '../../main/resources/web/history.js';
import { Outbox } from '../../main/resources/web/outbox.js';
import { PipelineTimes } from '../../main/resources/web/pipeline.js';
import { Receipts } from '../../main/resources/web/receipts.js';
import { Store } from '../../main/resources/web/store.js';

function device(pages = []) {
  const sent = [];
  const later = [];
  const asked = [];
  const api = {
    conversations: async () => ({ conversations: [] }),
    messages: async (id, query) => {
      asked.push(query);
      const page = pages.shift();
      if (page instanceof Error) throw page;
      return page ?? { messages: [], more: false };
    },
  };
  const outbox = new Outbox({ load: () => null, save: () => {} });
  const connection = { state: 'online', send: (frame) => sent.push(frame) > 0 };
  const receipts = new Receipts((frame) => connection.send(frame));
  const history = new History({ api, later: (run) => later.push(run) });
  const store = new Store({ me: 'ann', outbox, receipts, history });
  history.attach(store);
  const commands = new Commands({ outbox, connection, store, times: new PipelineTimes(), onChange: () => {}, clock: () => 1000, later: (run) => later.push(run) });
  const frames = (type) => sent.filter((frame) => frame.type === type);
  const receiptsOf = (kind) => frames('receipt').filter((frame) => frame.kind === kind).map((frame) => frame.event);
  return { store, outbox, commands, frames, receiptsOf, later, asked, connection, history };
}

const event = (id, sequence, more = {}) => ({ type: 'event', conversation: 'c', kind: 'message', event: String(id), message: String(id), sequence, sender: 'bob', text: `t${id}`, ...more });
const rows = (...list) => list.map((id) => ({ ...event(id, id - 99) }));

test('an event is acknowledged as delivered once it is in the store, and not before a gap is closed', () => {
  const { store, receiptsOf } = device();
  store.event(event(100, 1));
  assert.deepEqual(receiptsOf('delivered'), ['100']);
  store.event(event(103, 4));
  assert.deepEqual(receiptsOf('delivered'), ['100']);
});

test('a gap is read from history, and then everything is acknowledged', async () => {
  const { store, receiptsOf, later } = device([{ messages: rows(103, 102, 101, 100), more: false }]);
  store.event(event(100, 1));
  store.event(event(103, 4));
  later.filter((run) => run).forEach((run) => run());
  await new Promise(setImmediate);
  assert.deepEqual(store.shown('c').map((item) => item.message), ['100', '101', '102', '103']);
  assert.equal(store.get('c').log.gapBefore, null);
  assert.deepEqual(receiptsOf('delivered'), ['100', '103']);
});

test('a repeated event is acknowledged again, because the gateway has not heard it', () => {
  const { store, receiptsOf } = device();
  store.event(event(100, 1));
  store.event(event(100, 1));
  assert.deepEqual(receiptsOf('delivered'), ['100', '100']);
});

test('an own message is placed by its ack, between those of others', () => {
  const { store, commands } = device();
  store.event(event(100, 1));
  const entry = commands.send('c', { text: 'mine' });
  store.event(event(102, 3));
  assert.deepEqual(store.shown('c').map((item) => item.text), ['t100', 'mine']);
  commands.answered({ id: entry.id, conversation: 'c', status: 'sent', message: '101', event: '101', sequence: 2 });
  assert.deepEqual(store.shown('c').map((item) => item.text), ['t100', 'mine', 't102']);
});

test('an own message that history has already is not shown twice', () => {
  const { store, commands } = device();
  const entry = commands.send('c', { text: 'mine' });
  store.event(event(101, 1, { sender: 'ann', text: 'mine', stored: true }));
  commands.answered({ id: entry.id, conversation: 'c', status: 'sent', message: '101', event: '101', sequence: 1, duplicate: true });
  assert.deepEqual(store.shown('c').map((item) => item.text), ['mine']);
});

test('unread counts rise with messages of others and fall by reading, here and elsewhere', () => {
  const { store, receiptsOf } = device();
  [100, 101, 102].forEach((id, at) => store.event(event(id, at + 1)));
  assert.equal(store.get('c').unread, 3);
  store.seen('c', '101');
  assert.equal(store.get('c').unread, 1);
  assert.deepEqual(receiptsOf('read'), ['101']);
  store.cursor({ conversation: 'c', read: '102', unread: 0 });
  assert.equal(store.unread, 0);
});

test('a late cursor does not raise the badge of what was read meanwhile', () => {
  const { store } = device();
  [100, 101].forEach((id, at) => store.event(event(id, at + 1)));
  store.seen('c', '101');
  store.cursor({ conversation: 'c', read: '100', unread: 1 });
  assert.equal(store.get('c').unread, 0);
});

test('sending marks everything before as read', () => {
  const { store, commands } = device();
  store.event(event(100, 1));
  const entry = commands.send('c', { text: 'x' });
  commands.answered({ id: entry.id, conversation: 'c', status: 'sent', message: '101', event: '101', sequence: 2 });
  assert.equal(store.get('c').unread, 0);
});

test('a command that the gateway was too busy for is sent again under its id', () => {
  const { commands, frames, later } = device();
  const entry = commands.send('c', { text: 'x' });
  commands.error({ id: entry.id, code: 'TOO_MANY_PENDING', again: true });
  later.forEach((run) => run());
  assert.deepEqual(frames('send').map((frame) => frame.id), [entry.id, entry.id]);
});

test('a command that the gateway cannot take is refused with its reason', () => {
  const { commands, store } = device();
  const entry = commands.send('c', { text: 'x' });
  commands.error({ id: entry.id, code: 'TOO_LARGE' });
  assert.equal(store.shown('c')[0].pending.reason, 'TOO_LARGE');
});

test('after a long absence the log starts anew instead of keeping a hole', async () => {
  const page = (from) => ({ messages: rows(...Array.from({ length: 50 }, (_, at) => from - at)), more: true });
  const { store, history } = device([page(1000), page(950), page(900), page(850)]);
  store.event(event(100, 1));
  await history.newest(store.get('c'));
  const items = store.shown('c');
  assert.equal(items[0].message, '801');
  assert.equal(items.length, 200);
});

test('history that cannot be read is asked for again', async () => {
  const { store, history, later, asked } = device([new Error('down'), { messages: rows(100), more: false }]);
  store.expect('c', 'GROUP', ['ann'], 0);
  await history.newest(store.get('c'));
  assert.equal(later.length, 1);
  await later[0]();
  assert.equal(asked.length, 2);
  assert.equal(store.shown('c').length, 1);
});

test('an own message that comes back from history, before its ack, is no longer waiting', () => {
  const { store, outbox, commands } = device();
  const entry = commands.send('c', { text: 'mine' });
  store.event(event(101, 1, { sender: 'ann', text: 'mine', stored: true, id: entry.id }));
  assert.equal(outbox.entries.length, 0);
  assert.deepEqual(store.shown('c').map((item) => item.text), ['mine']);
});

test('an event of a kind that is not known counts, and is not shown', () => {
  const { store } = device();
  store.event(event(100, 1));
  store.event(event(101, 2, { kind: 'unknown' }));
  assert.equal(store.event(event(102, 3)), 'new');
  assert.equal(store.shown('c').length, 2);
});

test('an edit of an old message that was missed is not acknowledged before it came, whatever history has shown', async () => {
  const { store, history, receiptsOf } = device([{ messages: rows(150, 149, 148), more: true }, { messages: rows(147, 101, 100), more: false }]);
  [100, 101].forEach((id, at) => store.event(event(id, at + 1)));
  await history.newest(store.get('c'));
  assert.equal(store.shown('c').at(-1).message, '150');
  assert.deepEqual(receiptsOf('delivered'), ['100', '101']);
  store.event({ ...event(120, 3, { kind: 'edit', message: '100', text: 'better' }), stored: true, previous: '101' });
  assert.equal(store.get('c').log.get('100').text, 'better');
  assert.deepEqual(receiptsOf('delivered'), ['100', '101', '120']);
});

test('what was missed counts once, whether the list of conversations or the events come first', () => {
  const missed = [event(100, 1, { stored: true, previous: '0' }), event(101, 2, { stored: true, previous: '100' })];
  const list = [{ conversation: 'c', kind: 'GROUP', members: ['ann', 'bob'], memberCount: 2, unread: 2, last: rows(101)[0] }];
  const listFirst = device().store;
  listFirst.setConversations(list);
  missed.forEach((one) => listFirst.event(one));
  assert.equal(listFirst.get('c').unread, 2);
  const eventsFirst = device().store;
  missed.forEach((one) => eventsFirst.event(one));
  eventsFirst.setConversations(list);
  assert.equal(eventsFirst.get('c').unread, 2);
});

test('what was read on another device meanwhile does not count when it comes', () => {
  const { store } = device();
  store.setConversations([{ conversation: 'c', kind: 'GROUP', members: ['ann', 'bob'], memberCount: 2, unread: 0, last: rows(101)[0] }]);
  store.event(event(101, 2, { stored: true, previous: '0' }));
  assert.equal(store.get('c').unread, 0);
  store.event(event(102, 3));
  assert.equal(store.get('c').unread, 1);
});

test('a list that was read before the last receipt does not raise the badge again', () => {
  const { store } = device();
  [100, 101].forEach((id, at) => store.event(event(id, at + 1)));
  store.seen('c', '101');
  store.setConversations([{ conversation: 'c', kind: 'GROUP', members: ['ann', 'bob'], memberCount: 2, unread: 2, last: rows(101)[0] }]);
  assert.equal(store.get('c').unread, 0);
});

test('a list that knows of more than this device has is believed', () => {
  const { store } = device();
  store.event(event(100, 1));
  store.seen('c', '100');
  store.setConversations([{ conversation: 'c', kind: 'GROUP', members: ['ann', 'bob'], memberCount: 2, unread: 3, last: rows(103)[0] }]);
  assert.equal(store.get('c').unread, 3);
});

test('a new conversation is looked up again if its list is under way, because that one may not have it', async () => {
  const { store, history, later } = device();
  let asked = 0;
  history.api.conversations = async () => { asked += 1; return { conversations: [] }; };
  const first = history.list();
  store.event(event(100, 1));
  later.splice(0).forEach((run) => run());
  await first;
  await new Promise(setImmediate);
  assert.equal(asked, 2);
});

test('while history cannot be read, a gap costs one read per backoff, however many events come', async () => {
  const down = Array.from({ length: 50 }, () => new Error('down'));
  const { store, later, asked } = device(down);
  store.event(event(100, 1));
  for (let id = 103; id < 123; id++) store.event(event(id, id - 99));
  for (let round = 1; round <= 5; round++) {
    for (const run of later.splice(0)) await run();
    await new Promise(setImmediate);
    assert.ok(later.length <= 1, `${later.length} reads are planned after round ${round}`);
  }
  assert.ok(asked.length <= 5, `${asked.length} reads in 5 rounds`);
});

test('a gap in a conversation that the gateway refuses to show is not asked for again and again', async () => {
  const refused = Object.assign(new Error('no'), { final: true });
  const { store, later, asked } = device(Array.from({ length: 50 }, () => refused));
  store.event(event(100, 1));
  store.event(event(103, 4));
  for (let round = 0; round < 5; round++) {
    for (const run of later.splice(0)) await run();
    await new Promise(setImmediate);
  }
  assert.equal(asked.length, 1);
});

test('the ack of an own message acknowledges nothing of what this device has not seen yet', () => {
  const { store, commands, receiptsOf } = device();
  const entry = commands.send('c', { text: 'mine' });
  commands.answered({ id: entry.id, conversation: 'c', status: 'sent', message: '107', event: '107', sequence: 8 });
  assert.deepEqual(receiptsOf('delivered'), []);
  store.event({ ...event(105, 6), stored: true, previous: '104' });
  store.event({ ...event(106, 7), stored: true, previous: '105' });
  assert.deepEqual(receiptsOf('delivered'), ['105', '106']);
  assert.deepEqual(store.shown('c').map((item) => item.message), ['105', '106', '107']);
});
