// Puts the page together: logs in, then wires the store, the connection and the views. What they do is in their own files.

import { Api } from './api.js';
import { ChatPage } from './chat-page.js';
import { Connection } from './connection.js';
import { claimDevice, hold } from './device.js';
import { History } from './history.js';
import { showLogin } from './login.js';
import { Outbox } from './outbox.js';
import { Receipts } from './receipts.js';
import { Store } from './store.js';

const asked = new URLSearchParams(location.search);
const SESSION = 'parley.session';
const GATHER = 60; // milliseconds for which receipts gather

function storedSession() {
  try {
    const session = JSON.parse(sessionStorage.getItem(SESSION));
    const other = asked.get('user') && asked.get('user') !== session?.user;
    return other || (asked.get('device') && asked.get('device') !== session?.device) ? null : session;
  } catch {
    return null;
  }
}

async function login(user) {
  const device = await claimDevice(user, { asked: asked.get('device'), local: localStorage, session: sessionStorage, locks: navigator.locks });
  const answer = await new Api().login(user, device);
  const session = { user: answer.user, device: answer.device, token: answer.token };
  sessionStorage.setItem(SESSION, JSON.stringify(session));
  await start(session);
}

/** The outbox of this device, with what tabs of this person that are gone have left behind. */
async function openOutbox(user, device) {
  const key = (id) => `parley.outbox.${user}.${id}`;
  const outbox = new Outbox({ load: () => localStorage.getItem(key(device)), save: (text) => save(key(device), text) });
  for (const name of Object.keys(localStorage)) {
    const prefix = `parley.outbox.${user}.`;
    if (!name.startsWith(prefix) || name === key(device)) continue;
    if (navigator.locks && (await hold(navigator.locks, name.slice(prefix.length), 0))) {
      outbox.adopt(new Outbox({ load: () => localStorage.getItem(name), save: () => {} }).entries);
      localStorage.removeItem(name);
    }
  }
  return outbox;
}

function save(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    console.error('The browser keeps no more data. Messages that wait are lost if this tab is closed.');
  }
}

async function start({ user, device, token }) {
  const signOut = () => {
    sessionStorage.removeItem(SESSION);
    location.assign(location.pathname);
  };
  const api = new Api({ token: () => token, onSignedOut: signOut });
  const connection = new Connection({ url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`, token });
  const history = new History({ api });
  const outbox = await openOutbox(user, device);
  const store = new Store({ me: user, outbox, receipts: new Receipts((frame) => connection.send(frame), { later: (run) => setTimeout(run, GATHER) }), history });
  history.attach(store);
  new ChatPage({ user, device, api, connection, history, outbox, store, signOut }).start();
}

async function begin() {
  const session = storedSession();
  if (!session) {
    ask(asked.get('user'));
    return;
  }
  // A tab that was duplicated has the session of the other one, which still holds the device. It becomes a device of its own.
  const isFree = await hold(navigator.locks, session.device, 2000);
  if (isFree || asked.get('device')) {
    await start(session);
  } else {
    await login(session.user).catch(() => ask(session.user));
  }
}

function ask(user) {
  showLogin(document.getElementById('login'), user, login);
}

begin();
