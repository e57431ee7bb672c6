import assert from 'node:assert/strict';
import test from 'node:test';
import { compareIds, directId, groupId, isValidId, maxId, randomId, timeOfId, titleOf } from '../../main/resources/web/ids.js';

test('ids that no JavaScript number can tell apart keep their order', () => {
  assert.equal(compareIds('385220985487362048', '385220985487362049'), -1);
  assert.equal(compareIds('999', '1000'), -1);
  assert.equal(compareIds('5', '5'), 0);
  assert.equal(compareIds(null, '1'), -1);
  assert.equal(maxId('999', '1000'), '1000');
});

test('the time lies in the id', () => {
  assert.equal(timeOfId(String(1000n << 22n)), Date.parse('2024-01-01T00:00:01Z'));
  assert.ok(Number.isNaN(timeOfId('not an id')));
});

test('both people of a direct conversation find the same id', () => {
  assert.equal(directId('bob', 'ann'), directId('ann', 'bob'));
  assert.ok(isValidId(directId('a'.repeat(64), 'b'.repeat(64))));
});

test('every id that is made up is one that the pipeline takes', () => {
  for (const name of ['Autumn trip', 'Ä/Ö "x"', '', '日本', 'x'.repeat(200)]) assert.ok(isValidId(groupId(name)), groupId(name));
  assert.ok(isValidId(randomId()));
  assert.notEqual(randomId(), randomId());
});

test('a conversation is called by the other person, or by the name in its id', () => {
  assert.equal(titleOf({ id: 'd:ann:bob', kind: 'DIRECT', members: ['ann', 'bob'] }, 'ann'), 'bob');
  assert.equal(titleOf({ id: 'x', kind: 'DIRECT', members: ['ann'] }, 'ann'), 'Notes to yourself');
  assert.equal(titleOf({ id: 'g:autumn-trip:k4w9m', kind: 'GROUP', members: [] }, 'ann'), 'autumn trip');
  assert.equal(titleOf({ id: 'lobby', kind: 'GROUP', members: [] }, 'ann'), 'lobby');
});
