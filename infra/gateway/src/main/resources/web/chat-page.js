// The page after the login: passes frames to the store, what people do to the outbox, and changes to the views.

import { Commands } from './commands.js';
import { Composer } from './composer.js';
import { ConversationList, previewText } from './conversation-list.js';
import { showKeys, showMembers, showReceipts } from './details.js';
import { confirmDialog } from './dialog.js';
import { announce, avatar, h, iconButton, nameOf, toast } from './dom.js';
import { compareIds, directId, isValidId, titleOf } from './ids.js';
import { attachMedia } from './media-dialog.js';
import { newConversation } from './new-conversation.js';
import { PipelineTimes } from './pipeline.js';
import { reasonText } from './reasons.js';
import { shortcuts } from './shortcuts.js';
import { ConnectionLine, PipelineLine } from './status-line.js';
import { toggleTheme } from './theme.js';
import { Timeline } from './timeline.js';

export class ChatPage {
  constructor(parts) {
    Object.assign(this, parts);
    this.open = null;
    this.missed = 0; // messages that were missed and are not announced yet
    this.times = new PipelineTimes();
    this.commands = new Commands({ ...parts, times: this.times, onChange: (id) => this.#pending(id) });
    this.list = new ConversationList({ store: this.store, onOpen: (id) => this.show(id), onStart: (user) => this.create(directOf(this.user, user)) });
    this.timeline = new Timeline({ source: () => this.#source(), onOlder: () => this.history.before(this.#current()), onSeen: (item) => this.#seen(item) });
    this.composer = new Composer({
      onSend: (message) => this.#send(message), onEdit: (item, text) => this.commands.edit(this.open, item, text), onEditLast: () => this.#editLast(),
      onMedia: () => attachMedia((media) => { this.composer.attach(media); this.composer.focus(); }), members: () => this.#current()?.members.filter((user) => user !== this.user) ?? [],
    });
    this.line = new ConnectionLine({ onRetry: () => this.#reconnect() });
    this.pipeline = new PipelineLine(this.times);
  }

  start() {
    this.#build();
    this.store.on('conversations', () => this.#soon('list')).on('log', (id) => id === this.open && this.#soon('log')).on('pending', (id) => this.#pending(id));
    this.store.on('incoming', (arrived) => this.#incoming(arrived)).on('refused', (refused) => this.#refused(refused));
    this.connection.on('state', (state) => this.#state(state)).on('frame', (frame) => this.#frame(frame));
    for (const name of ['focus', 'visibilitychange', 'pageshow']) (name === 'visibilitychange' ? document : window).addEventListener(name, () => this.timeline.seen());
    window.addEventListener('hashchange', () => this.#fromAddress());
    document.querySelector('.skip').addEventListener('click', (event) => this.#skip(event));
    shortcuts(this);
    this.connection.start();
    this.#fromAddress();
  }

  show(id) {
    const conversation = id === null ? null : this.store.get(id) ?? this.store.expect(id, undefined, [], 0);
    this.open = id;
    document.getElementById('app').classList.toggle('app-open', id !== null);
    this.list.select(id);
    if (location.hash.slice(1) !== encodeURIComponent(id ?? '')) window.history.pushState(null, '', id === null ? location.pathname + location.search : `#${encodeURIComponent(id)}`);
    this.welcome.hidden = id !== null;
    this.pane.hidden = id === null;
    if (!conversation) return;
    this.unread = conversation.unread;
    this.unreadFrom = firstUnread(conversation, this.unread, this.user);
    this.#head();
    this.composer.switchTo(id);
    this.timeline.reset(this.unreadFrom);
    this.#learnMembers(conversation);
    if (!conversation.log.loaded) this.history.newest(conversation).then(() => this.open === id && this.#opened(conversation));
    if (!matchMedia('(pointer: coarse)').matches) this.composer.focus();
  }

  create({ id, kind, members }) {
    if (!this.store.get(id)?.last) {
      this.store.expect(id, kind, members, Date.now());
      this.commands.members(id, members.map((user) => ({ action: 'JOIN', user, role: user === this.user || kind === 'DIRECT' ? 'ADMIN' : 'MEMBER' })), kind);
    }
    this.show(id);
  }

  step(by) {
    const ids = this.store.sorted().map((conversation) => conversation.id);
    const at = ids.indexOf(this.open);
    const next = ids[Math.max(0, Math.min(ids.length - 1, at + by))];
    if (next) this.show(next);
  }

  #opened(conversation) {
    this.unreadFrom = firstUnread(conversation, this.unread, this.user);
    this.timeline.reset(this.unreadFrom);
    this.#head();
  }

  #build() {
    document.getElementById('sidebar').replaceChildren(
      h('header', { class: 'side-head' }, avatar(this.user), h('div', { class: 'me' }, nameOf(this.user, { class: 'me-name' }), h('span', { class: 'me-device', title: 'This device' }, nameOf(this.device))),
        iconButton('theme', 'Dark or light', () => announce(`${toggleTheme()} theme`), { id: 'theme' }), iconButton('plus', 'New conversation', () => this.startNew(), { id: 'new' }),
        iconButton('out', 'Sign out', () => { this.connection.logout(); this.signOut(); }, { id: 'sign-out' })),
      this.line.element, this.list.element,
      h('footer', { class: 'side-foot' }, h('span', {}, 'A demonstration without passwords'), iconButton('keys', 'Keyboard shortcuts', showKeys, { id: 'keys' })));
    this.welcome = h('div', { class: 'welcome' }, h('img', { src: 'favicon.svg', alt: '', width: 72, height: 72 }), h('h1', {}, 'Parley'), h('p', {}, 'Choose a conversation, or start one.'));
    this.header = h('header', { class: 'chat-head' });
    this.pane = h('section', { class: 'pane', hidden: true, 'aria-label': 'Conversation' }, this.header, this.timeline.element, this.pipeline.element, this.composer.element);
    document.getElementById('chat').replaceChildren(this.welcome, this.pane);
    document.getElementById('app').hidden = false;
  }

  startNew() {
    newConversation(this.user, (created) => this.create(created));
  }

  #head() {
    const conversation = this.#current();
    if (!conversation) return;
    const title = titleOf(conversation, this.user);
    const group = conversation.kind === 'GROUP';
    const members = conversation.members.slice(0, 6).flatMap((user, at) => [at ? ', ' : '', user === this.user ? 'you' : nameOf(user)]);
    this.header.replaceChildren(iconButton('back', 'Back to the conversations', () => this.show(null), { class: 'icon-button back' }), avatar(title, conversation.kind),
      h('div', { class: 'chat-title' }, h('h2', {}, nameOf(title)), h('p', { class: 'faint' }, group ? [`${conversation.memberCount} members: `, members, conversation.memberCount > 6 ? ' …' : ''] : 'Direct conversation')),
      iconButton('people', 'Members', () => showMembers(this.api, conversation, this.user, (changes) => this.commands.members(conversation.id, changes)), { id: 'members' }));
  }

  #source() {
    const conversation = this.#current();
    if (!conversation) return { items: [], context: this.#context(null), loading: false, complete: false };
    const items = this.store.shown(this.open);
    return { items, context: this.#context(conversation, items), loading: this.history.older.has(this.open) || !conversation.log.loaded, complete: conversation.log.complete };
  }

  #context(conversation, items = []) {
    return {
      me: this.user, group: conversation?.kind === 'GROUP', gapBefore: conversation?.log.gapBefore ?? null, unreadFrom: this.unreadFrom ?? null,
      newestOwn: items.findLast((item) => item.sender === this.user && item.kind === 'message' && !item.deleted)?.message,
      changeOf: (message) => this.outbox.changeOf(message), quoted: (message) => conversation?.log.get(message), admin: () => conversation?.admin === true,
      onReply: (item) => this.composer.reply(item), onEdit: (item) => this.composer.edit(item), onJump: (message) => this.#jump(message),
      onInfo: (item) => showReceipts(this.api, conversation, item, this.user), onRetry: (entry) => this.commands.retry(entry), onDiscard: (entry) => this.commands.discard(entry),
      onDelete: (item) => confirmDialog('Delete this message?', 'It is deleted for everybody. This cannot be taken back.', 'Delete', () => this.commands.delete(this.open, item)),
    };
  }

  /** The list of conversations names 64 members at most, and no roles. */
  async #learnMembers(conversation) {
    if (conversation.kind !== 'GROUP' || !conversation.last) return;
    const answer = await this.api.members(conversation.id).catch(() => null); // the list's members must do
    if (!answer) return;
    conversation.members = answer.members.map((member) => member.user);
    conversation.memberCount = answer.members.length;
    conversation.admin = answer.members.some((member) => member.user === this.user && member.role === 'ADMIN');
    this.#soon('list');
    this.#soon('log');
  }

  #current() {
    return this.open === null ? null : this.store.get(this.open);
  }

  #send(message) {
    const sent = this.commands.send(this.open, message);
    if (!sent) toast('Too many messages wait to be sent. Wait for the connection.', 'error');
    else this.timeline.toEnd();
    this.unreadFrom = null;
    return sent;
  }

  #editLast() {
    const item = this.store.shown(this.open).findLast((candidate) => candidate.sender === this.user && candidate.kind === 'message' && !candidate.deleted && candidate.text && !candidate.pending);
    if (item) this.composer.edit(item);
  }

  async #jump(message) {
    const conversation = this.#current();
    if (!(await this.history.reach(conversation, message))) toast('That message is too far back, or gone.');
    else if (this.open === conversation.id) {
      this.timeline.render();
      this.timeline.jump(message);
    }
  }

  #seen(item) {
    if (this.open !== null && document.visibilityState === 'visible' && document.hasFocus()) {
      const { head } = this.#current().log;
      if (head && compareIds(item.event, head.event) <= 0) this.store.seen(this.open, item.event);
    }
  }

  #incoming({ conversation, event }) {
    if (conversation.id === this.open) this.timeline.arrived();
    // What was missed is announced as a number, because a screen reader would read out every line.
    if (event.stored) this.missed += 1;
    else announce(`${titleOf(conversation, this.user)}: ${previewText(event)}`);
  }

  #refused({ entry, reason }) {
    this.times.refused(entry.id);
    this.pipeline.render();
    const exists = entry.command.type === 'members' && entry.command.kind === 'DIRECT' && reason === 'INVALID_MEMBERS';
    if (exists) this.history.list(); // both people started the same conversation; it is there
    else if (entry.command.type !== 'send') toast(reasonText(reason), 'error');
  }

  #frame(frame) {
    if (frame.type === 'event') this.store.event(frame);
    else if (frame.type === 'ack') this.commands.answered(frame);
    else if (frame.type === 'status') this.#status(frame);
    else if (frame.type === 'cursor') this.store.cursor(frame);
    else if (frame.type === 'resync') this.history.newest(this.store.get(frame.conversation));
    else if (frame.type === 'error') this.commands.error(frame);
  }

  #status(frame) {
    if (this.times.status(frame, Date.now())) this.pipeline.render();
    this.store.status(frame);
  }

  #state(state) {
    if (state === 'online') {
      this.store.receipts.back();
      this.history.connected(this.open);
      this.commands.flush();
    } else {
      this.outbox.lost();
      this.store.receipts.lost();
    }
    this.line.render(state, this.outbox.entries.length);
    if (state === 'signed-out') this.signOut();
    if (this.open) this.#soon('log');
  }

  #reconnect() {
    this.connection.state = this.connection.state === 'replaced' ? 'waiting' : this.connection.state;
    this.connection.now();
  }

  #pending(id) {
    this.line.render(this.connection.state, this.outbox.entries.length);
    this.pipeline.render();
    if (id === this.open) this.#soon('log');
    this.#soon('list');
  }

  /** Draws once per frame, however much came in it. A page that is not visible gets no frames, so it has a timer. */
  #soon(what) {
    this.due ??= new Set();
    this.due.add(what);
    if (this.drawing) return;
    this.drawing = true;
    const draw = () => {
      this.drawing = false;
      const due = this.due;
      this.due = new Set();
      if (due.has('list')) {
        this.list.render();
        this.#head();
        if (this.missed) announce(this.missed === 1 ? '1 missed message' : `${this.missed} missed messages`);
        this.missed = 0;
        document.title = this.store.unread ? `(${this.store.unread}) Parley` : 'Parley';
      }
      if (due.has('log')) this.timeline.render();
    };
    if (document.visibilityState === 'visible') requestAnimationFrame(draw);
    else setTimeout(draw, 50);
  }

  /** The part of the address after # names a conversation, so the link moves the focus and leaves the address alone. */
  #skip(event) {
    event.preventDefault();
    (this.open === null ? this.list.search : this.composer).focus();
  }

  #fromAddress() {
    const id = conversationIn(location.hash);
    if (id && id !== this.open) this.show(id);
    else if (!id && this.open !== null) this.show(null);
  }
}

/** The conversation that an address names. An address that is not well formed names none. */
function conversationIn(hash) {
  try {
    const id = decodeURIComponent(hash.slice(1));
    return isValidId(id) ? id : '';
  } catch {
    return '';
  }
}

function directOf(me, user) {
  return { id: directId(me, user), kind: 'DIRECT', members: [...new Set([me, user])] };
}

/** The first of so many unread messages of others, as far as they are loaded. */
function firstUnread({ log }, unread, me) {
  let left = unread;
  let first = null;
  for (let at = log.items.length - 1; at >= 0 && left > 0; at--) {
    const item = log.items[at];
    if (item.kind !== 'message' || item.sender === me || item.deleted) continue;
    first = item.message;
    left -= 1;
  }
  return first;
}
