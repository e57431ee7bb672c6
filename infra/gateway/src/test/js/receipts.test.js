// Seen red: without `later` ("gathers"), without the repetition in back() ("may not have arrived").
import assert from 'node:assert/strict';
import test from 'node:test';
import { Receipts } from '../../main/resources/web/receipts.js';

function receipts() {
  const link = { up: true, sent: [], runs: [], now: 1000 };
  const told = new Receipts((frame) => link.up && link.sent.push(`${frame.kind} ${frame.conversation} ${frame.event}`) > 0,
    { later: (run) => link.runs.push(run), clock: () => link.now });
  link.run = () => link.runs.splice(0).forEach((run) => run());
  return { told, link };
}

test('what comes within a moment gathers into one receipt', () => {
  const { told, link } = receipts();
  for (let id = 100; id < 400; id++) told.delivered('c', String(id));
  link.run();
  assert.deepEqual(link.sent, ['delivered c 399']);
});

test('what is read is not told as delivered too', () => {
  const { told, link } = receipts();
  told.delivered('c', '100');
  told.read('c', '100');
  link.run();
  assert.deepEqual(link.sent, ['read c 100']);
});

test('an older or an equal id is not told', () => {
  const { told, link } = receipts();
  told.read('c', '100');
  link.run();
  assert.equal(told.read('c', '99'), false);
  assert.equal(told.delivered('c', '100'), false);
  link.run();
  assert.equal(link.sent.length, 1);
});

test('what could not be sent is told when the connection is back', () => {
  const { told, link } = receipts();
  link.up = false;
  assert.equal(told.read('c', '100'), true);
  link.run();
  link.up = true;
  told.back();
  assert.deepEqual(link.sent, ['read c 100']);
});

test('what was told just before the loss may not have arrived, and is told again', () => {
  const { told, link } = receipts();
  told.read('old', '50');
  link.run();
  link.now += 120000;
  told.read('c', '100');
  link.run();
  told.lost();
  link.now += 600000;
  told.back();
  link.run();
  assert.deepEqual(link.sent, ['read old 50', 'read c 100', 'read c 100']);
});

test('an event that is handed on again is acknowledged again, as read if it was read', () => {
  const { told, link } = receipts();
  told.read('c', '100');
  link.run();
  told.again('c', '100');
  link.run();
  assert.deepEqual(link.sent, ['read c 100', 'read c 100']);
});
