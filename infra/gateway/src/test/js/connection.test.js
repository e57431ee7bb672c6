// Seen red: with a ping that every frame of the gateway puts off, "a device that only listens" fails.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Connection } from '../../main/resources/web/connection.js';

/** A connection over a socket that the test plays the gateway on. Time passes when the test says so. */
function online() {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const sockets = [];
  const connection = new Connection({
    url: 'ws://gateway/ws', token: 'T', backoff: { next: () => 100, reset: () => {} },
    open: () => {
      const socket = { readyState: 1, sent: [], send: (text) => socket.sent.push(JSON.parse(text)), close: () => { socket.closed = true; } };
      sockets.push(socket);
      return socket;
    },
  });
  connection.start();
  const socket = sockets[0];
  const say = (frame) => socket.onmessage({ data: JSON.stringify(frame) });
  socket.onopen();
  say({ type: 'welcome' });
  return { connection, sockets, socket, say, pings: () => socket.sent.filter((frame) => frame.type === 'ping').length };
}

test('a device that only listens says every 20 s that it is there', (t) => {
  t.after(() => mock.timers.reset());
  const { say, pings } = online();
  for (let second = 0; second < 60; second += 5) {
    mock.timers.tick(5000);
    say({ type: 'status' });
  }
  assert.ok(pings() >= 2, `${pings()} pings in 60 s`);
});

test('a connection on which nothing comes counts as dead after a while, and the next one is opened', (t) => {
  t.after(() => mock.timers.reset());
  const { connection, sockets, socket, say, pings } = online();
  mock.timers.tick(20000);
  assert.equal(pings(), 1);
  say({ type: 'pong' });
  mock.timers.tick(29999);
  assert.equal(connection.state, 'online');
  mock.timers.tick(1);
  assert.equal(connection.state, 'waiting');
  assert.ok(socket.closed);
  mock.timers.tick(100);
  assert.equal(sockets.length, 2);
});

test('a device that is connected elsewhere does not come back by itself', (t) => {
  t.after(() => mock.timers.reset());
  const { connection, sockets, say } = online();
  say({ type: 'bye', reason: 'replaced' });
  mock.timers.tick(600000);
  assert.equal(connection.state, 'replaced');
  assert.equal(sockets.length, 1);
});
