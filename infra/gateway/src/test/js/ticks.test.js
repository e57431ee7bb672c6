import assert from 'node:assert/strict';
import test from 'node:test';
import { Backoff } from '../../main/resources/web/backoff.js';
import { duration, PipelineTimes } from '../../main/resources/web/pipeline.js';
import { tickState } from '../../main/resources/web/ticks.js';

test('a group says how many of its members have read a message', () => {
  assert.deepEqual(tickState({ status: { status: 'delivered', recipients: 5, delivered: 5, read: 3 } }, true), { state: 'delivered', label: 'Read by 3 of 5', count: '3/5' });
  assert.equal(tickState({ status: { status: 'read', recipients: 5, delivered: 5, read: 5 } }, true).state, 'read');
  assert.deepEqual(tickState({ status: { status: 'read', recipients: 1, delivered: 1, read: 1 } }, false), { state: 'read', label: 'Read' });
  assert.equal(tickState({ status: null }, false).state, 'sent');
});

test('the stages of the last message are timed once each', () => {
  const times = new PipelineTimes();
  times.sent('a', 1000);
  times.stored('a', '100', 1042);
  times.status({ message: '100', status: 'read', delivered: 1, read: 1 }, 1300);
  times.status({ message: '100', status: 'read', delivered: 1, read: 1 }, 9000);
  assert.deepEqual(times.stages().map((stage) => stage.ms), [0, 42, 300, 300]);
  assert.deepEqual([42, 1300, 12000, 180000].map(duration), ['42 ms', '1.3 s', '12 s', '3 min']);
});

test('waits double up to a bound, and vary by half', () => {
  const waits = (random) => {
    const backoff = new Backoff({ random: () => random });
    return Array.from({ length: 9 }, () => backoff.next());
  };
  assert.deepEqual(waits(1).slice(0, 4), [400, 800, 1600, 3200]);
  assert.equal(waits(1).at(-1), 15000);
  assert.equal(waits(0).at(-1), 7500);
});
