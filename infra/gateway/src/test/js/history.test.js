// Seen red: with one read after the first connect only, "a device that is new" fails.
import assert from 'node:assert/strict';
import test from 'node:test';
import { History } from '../../main/resources/web/history.js';
import { Outbox } from '../../main/resources/web/outbox.js';
import { Receipts } from '../../main/resources/web/receipts.js';
import { Store } from '../../main/resources/web/store.js';

function device() {
  const asked = [];
  const planned = [];
  const api = {
    conversations: async () => {
      asked.push('list');
      return { conversations: [{ conversation: 'read', members: [], memberCount: 1, unread: 0 }, { conversation: 'unread', members: [], memberCount: 1, unread: 0 }] };
    },
    messages: async (id) => {
      asked.push(id);
      return { messages: [], more: false };
    },
  };
  const history = new History({ api, later: (run, wait) => planned.push({ run, wait }) });
  const store = new Store({ me: 'ann', outbox: new Outbox({ load: () => null, save: () => {} }), receipts: new Receipts(() => true), history });
  history.attach(store);
  return { history, store, asked, planned };
}

test('a device that is new reads once more half a minute after its first connect', async () => {
  const { history, store, asked, planned } = device();
  await history.connected(null);
  await history.newest(store.get('read'));
  assert.deepEqual(asked, ['list', 'read']);
  assert.deepEqual(planned.map(({ wait }) => wait), [30000]);

  asked.length = 0;
  await planned[0].run();
  assert.deepEqual(asked, ['list', 'read']);

  await history.connected(null);
  assert.equal(planned.length, 1);
});
