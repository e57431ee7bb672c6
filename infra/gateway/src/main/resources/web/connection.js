// One WebSocket to the gateway that comes back by itself. Emits 'state' (connecting, online, waiting, offline, replaced,
// signed-out) and 'frame'. `send` answers whether the frame went out; nothing is buffered here, the outbox keeps what must not be lost.

import { Backoff } from './backoff.js';
import { Emitter } from './emitter.js';

const PING_EVERY = 20000;
const SILENCE = 30000; // without any frame for this long the connection counts as dead
const WELCOME_WITHIN = 10000;
const FINAL = { REPLACED: 'replaced', LOGGED_OUT: 'signed-out', UNAUTHORISED: 'signed-out' };

export class Connection extends Emitter {
  constructor({ url, token, open = (address) => new WebSocket(address), backoff = new Backoff() }) {
    super();
    Object.assign(this, { url, token, open, backoff, socket: null, state: 'idle', retryAt: null });
    this.timer = null;
    this.watch = null;
    this.pinger = null;
  }

  start() {
    globalThis.addEventListener?.('online', () => this.now());
    globalThis.addEventListener?.('offline', () => this.#lost('offline'));
    this.now();
  }

  /** Connects at once, instead of when the backoff says. */
  now() {
    if (this.state === 'online' || this.state === 'connecting') return;
    clearTimeout(this.timer);
    this.#connect();
  }

  send(frame) {
    if (this.state !== 'online' || this.socket?.readyState !== 1) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Signs the device out. The gateway forgets it. */
  logout() {
    this.send({ type: 'logout' });
    this.#end('signed-out');
  }

  #connect() {
    if (globalThis.navigator?.onLine === false) {
      this.#become('offline');
      return;
    }
    this.#become('connecting');
    const socket = this.open(this.url);
    this.socket = socket;
    this.watch = setTimeout(() => this.#lost('waiting'), WELCOME_WITHIN);
    socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', token: this.token }));
    socket.onmessage = (message) => socket === this.socket && this.#frame(message.data);
    socket.onclose = () => socket === this.socket && this.#lost('waiting');
  }

  #frame(data) {
    this.#heard();
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      console.error('The gateway sent a frame that is not JSON. It is ignored.');
      return;
    }
    if (frame.type === 'welcome') {
      this.backoff.reset();
      this.#become('online');
    }
    if (frame.type === 'bye' || frame.type === 'error') {
      const final = FINAL[String(frame.reason ?? frame.code).toUpperCase()];
      if (final) this.#end(final);
    }
    this.emit('frame', frame);
  }

  /** The next ping is planned by a frame, not by the ping before: browsers slow down chains of timers in hidden tabs. */
  #heard() {
    clearTimeout(this.watch);
    this.pinger ??= setTimeout(() => this.#ping(), PING_EVERY);
    this.watch = setTimeout(() => this.#lost('waiting'), SILENCE);
  }

  #ping() {
    this.pinger = null;
    this.send({ type: 'ping' });
  }

  #lost(state) {
    if (this.state === 'replaced' || this.state === 'signed-out') return;
    this.#drop();
    if (state === 'waiting' && globalThis.navigator?.onLine !== false) {
      const wait = this.backoff.next();
      this.retryAt = Date.now() + wait;
      this.timer = setTimeout(() => this.#connect(), wait);
      this.#become('waiting');
    } else {
      this.#become('offline');
    }
  }

  #end(state) {
    this.#drop();
    this.#become(state);
  }

  #drop() {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    clearTimeout(this.pinger);
    this.pinger = null;
    const { socket } = this;
    this.socket = null;
    if (socket) {
      socket.onclose = null;
      socket.close();
    }
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.emit('state', state);
  }
}
