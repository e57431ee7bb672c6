// The list of conversations: newest first, with the last line, badges, a search field, and the way to a new conversation.

import { avatar, h, icon, nameOf } from './dom.js';
import { isValidId, titleOf } from './ids.js';
import { plain } from './text.js';
import { listTime } from './time.js';
import { ticks } from './ticks.js';

const MOST_SHOWN = 300; // rows; the search finds the others

export class ConversationList {
  constructor({ store, onOpen, onStart }) {
    Object.assign(this, { store, onOpen, onStart, open: null, rows: new Map() });
    this.search = h('input', {
      type: 'search', class: 'search', placeholder: 'Search or enter a name', 'aria-label': 'Search conversations, or enter the name of a person to start one',
      autocomplete: 'off', spellcheck: false, oninput: () => this.render(), onkeydown: (event) => this.#searchKey(event),
    });
    this.list = h('ul', { class: 'conversations', 'aria-label': 'Conversations', onkeydown: (event) => this.#listKey(event) });
    this.start = h('button', { type: 'button', class: 'start', hidden: true, onclick: () => this.#start() });
    this.empty = h('p', { class: 'hint', hidden: true });
    this.element = h('div', { class: 'list-pane' }, h('div', { class: 'search-box' }, icon('search'), this.search), this.start, this.list, this.empty);
  }

  render() {
    const wanted = this.search.value.trim().toLowerCase();
    const all = this.store.sorted().filter((conversation) => conversation.last || conversation.created || conversation.memberCount > 0);
    const matching = all.filter((conversation) => this.#matches(conversation, wanted));
    const found = matching.slice(0, MOST_SHOWN);
    const elements = found.map((conversation) => this.#row(conversation));
    const keep = new Set(elements);
    for (const child of [...this.list.children]) if (!keep.has(child)) child.remove();
    elements.forEach((element, at) => {
      if (this.list.children[at] !== element) this.list.insertBefore(element, this.list.children[at] ?? null);
    });
    const name = this.search.value.trim();
    const startable = name !== '' && isValidId(name) && !all.some((conversation) => conversation.kind === 'DIRECT' && titleOf(conversation, this.store.me) === name);
    this.start.hidden = !startable;
    this.start.replaceChildren(icon('plus'), h('span', {}, 'Start a chat with ', nameOf(name)));
    const left = matching.length - found.length;
    this.empty.hidden = left === 0 && (found.length > 0 || startable);
    this.empty.textContent = left > 0 ? `${left} more. The search finds them.` : wanted ? 'No conversation has that name.' : 'No conversations yet. Enter a name above to start one.';
  }

  select(id) {
    this.open = id;
    this.render();
  }

  #matches(conversation, wanted) {
    return !wanted || titleOf(conversation, this.store.me).toLowerCase().includes(wanted) || conversation.id.toLowerCase().includes(wanted) ||
      conversation.members.some((user) => user.toLowerCase().includes(wanted));
  }

  #row(conversation) {
    const { me, outbox } = this.store;
    const title = titleOf(conversation, me);
    const waiting = outbox.messages(conversation.id).at(-1);
    const last = waiting ? { sender: me, text: waiting.command.text, media: waiting.command.media, at: waiting.at, pending: waiting } : conversation.last;
    const signature = JSON.stringify([title, conversation.kind, conversation.unread, conversation.id === this.open, waiting?.id, waiting?.state,
      last?.event, last?.text, last?.deleted, last?.status, listTime(timeOf(last))]);
    const known = this.rows.get(conversation.id);
    if (known?.signature === signature) return known.element;
    const element = known?.element ?? h('li', { data: { id: conversation.id } }, h('button', { type: 'button', class: 'conversation', onclick: () => this.onOpen(conversation.id) }));
    const button = element.firstChild;
    if (conversation.id === this.open) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    button.replaceChildren(
      avatar(title, conversation.kind),
      h('span', { class: 'conversation-main' },
        h('span', { class: 'conversation-top' }, nameOf(title, { class: 'conversation-title' }), h('time', { class: 'conversation-time' }, listTime(timeOf(last)))),
        h('span', { class: 'conversation-bottom' }, this.#preview(last, conversation), this.#badge(conversation))),
    );
    this.rows.set(conversation.id, { element, signature });
    return element;
  }

  #preview(last, conversation) {
    if (!last) return h('span', { class: 'preview' }, 'No messages yet');
    const own = last.sender === this.store.me;
    const group = conversation.kind === 'GROUP';
    const text = previewText(last);
    return h('span', { class: 'preview' },
      own && last.kind !== 'members' && !last.deleted ? ticks(last, group) : null,
      group && !own && last.sender && last.kind !== 'members' ? h('span', { class: 'preview-who' }, nameOf(last.sender), ': ') : null,
      h('bdi', { class: last.deleted ? 'faint' : '' }, text));
  }

  #badge({ unread }) {
    if (!(unread > 0)) return null;
    return h('span', { class: 'badge' }, h('span', { 'aria-hidden': 'true' }, unread > 999 ? '999+' : String(unread)), h('span', { class: 'sr-only' }, `${unread} unread`));
  }

  #start() {
    const name = this.search.value.trim();
    this.search.value = '';
    this.onStart(name);
  }

  #searchKey(event) {
    if (event.key === 'Enter') {
      const name = this.search.value.trim().toLowerCase();
      const titles = [...this.list.querySelectorAll('.conversation-title')];
      const best = titles.find((title) => title.textContent.toLowerCase() === name) ?? titles.find((title) => title.textContent.toLowerCase().startsWith(name));
      if (best) best.closest('button').click();
      else if (!this.start.hidden) this.#start();
      else titles[0]?.closest('button').click();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.list.querySelector('.conversation')?.focus();
    } else if (event.key === 'Escape') {
      this.search.value = '';
      this.render();
    }
  }

  #listKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.list.querySelectorAll('.conversation')];
    const at = buttons.indexOf(document.activeElement) + step;
    if (at < 0) this.search.focus();
    else buttons[Math.min(at, buttons.length - 1)]?.focus();
  }
}

function timeOf(last) {
  return typeof last?.at === 'string' ? Date.parse(last.at) : last?.at;
}

/** One line that says what a message is. */
export function previewText(item) {
  if (item.deleted) return 'Message deleted';
  if (item.kind === 'members') return 'Members changed';
  if (item.text) return plain(item.text, 120);
  return { IMAGE: 'Photo', AUDIO: 'Voice message', VIDEO: 'Video', FILE: 'File' }[item.media?.kind] ?? 'Message';
}
