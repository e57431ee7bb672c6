// One row of the timeline: a message, or a line about members, with what stands above it (a day, a gap, "new").

import { avatar, h, iconButton, nameOf, textNodes, toneOf } from './dom.js';
import { previewText } from './conversation-list.js';
import { mediaCard } from './media.js';
import { reasonText } from './reasons.js';
import { parts } from './text.js';
import { ticks } from './ticks.js';
import { clockTime, dayKey, dayName, exactTime } from './time.js';

const RUN = 5 * 60000; // messages of one sender within this time stand together
const LONG_TEXT = 1800;
const LONG_LINES = 24;

/** What decides how a row looks, apart from its own item. `context` is {me, group, items, unreadFrom, gapBefore, changeOf, quoted}. */
export function surroundings(items, at, context) {
  const item = items[at];
  const before = items[at - 1];
  const after = items[at + 1];
  const day = !before || dayKey(before.at) !== dayKey(item.at);
  const gap = context.gapBefore !== null && (item.event ?? item.message) === context.gapBefore;
  const unread = item.message === context.unreadFrom;
  return { day, gap, unread, first: day || gap || unread || !together(before, item), last: !together(item, after), newestOwn: item.message === context.newestOwn };
}

function together(a, b) {
  return Boolean(a && b && a.kind === 'message' && b.kind === 'message' && a.sender === b.sender && b.at - a.at < RUN && dayKey(a.at) === dayKey(b.at));
}

/** Changes whenever the row has to be built again. */
export function signature(item, around, context) {
  const quoted = item.replyTo ? context.quoted(item.replyTo) : null;
  const { status } = item;
  return [item.touched, item.text, item.edited, item.deleted, item.media?.uri, item.pending?.state, status?.status, status?.delivered, status?.read, status?.recipients,
    around.day, around.gap, around.unread, around.first, around.last, around.newestOwn, context.changeOf(item.message)?.id, context.group, quoted?.text, quoted?.deleted,
    around.day ? dayName(item.at) : ''].join('\u0001');
}

export function messageRow(item, around, context) {
  const own = item.sender === context.me;
  const row = h('li', {
    class: `row ${item.kind === 'members' ? 'row-members' : own ? 'row-own' : 'row-other'} ${around.first ? 'row-first' : ''} ${around.last ? 'row-last' : ''}`,
    data: { id: item.message, kind: item.kind }, tabIndex: -1,
  });
  if (around.day) row.append(h('div', { class: 'day' }, h('span', {}, dayName(item.at))));
  if (around.gap) row.append(h('div', { class: 'gap', role: 'status' }, 'Some messages are missing here. They are being loaded.'));
  if (around.unread) row.append(h('div', { class: 'unread-line' }, h('span', {}, 'New messages')));
  row.append(item.kind === 'members' ? membersLine(item) : messageLine(item, own, around, context));
  // The row is the one stop of the Tab key; Enter and the arrows lead to what is in it.
  for (const inside of row.querySelectorAll('a, button')) inside.tabIndex = -1;
  return row;
}

function messageLine(item, own, around, context) {
  const change = context.changeOf(item.message);
  const bubble = h('div', { class: `bubble ${item.deleted ? 'bubble-deleted' : ''} ${change ? 'bubble-changing' : ''}` });
  if (!own && context.group && around.first) bubble.append(h('div', { class: `who ${toneOf(item.sender)}` }, nameOf(item.sender)));
  else bubble.append(h('span', { class: 'sr-only' }, own ? 'You: ' : h('span', {}, nameOf(item.sender), ': ')));
  const flow = h('div', { class: 'flow' }); // the text, with the time beside it if there is room
  if (item.deleted) {
    flow.append(h('p', { class: 'body' }, 'This message was deleted'));
  } else {
    if (item.replyTo) bubble.append(quote(item, context));
    if (item.media) bubble.append(mediaCard(item.media));
    if (item.text) flow.append(...body(change?.command.type === 'edit' ? { ...item, text: change.command.text } : item, context));
  }
  flow.append(meta(item, own, around, context, change));
  bubble.append(flow);
  const line = h('div', { class: 'line' });
  if (!own && context.group) line.append(around.last ? avatar(item.sender, 'DIRECT', 'avatar-small') : h('span', { class: 'avatar-space' }));
  line.append(bubble);
  if (!item.deleted && !item.pending) line.append(actions(item, own, context));
  const box = h('div', { class: 'line-box' }, line);
  if (item.pending?.state === 'rejected') box.append(refusal(item, context));
  return box;
}

function body(item, context) {
  const long = item.text.length > LONG_TEXT || parts(item.text.slice(0, LONG_TEXT)).reduce((lines, part) => lines + (part.text?.split('\n').length ?? 1) - 1, 0) > LONG_LINES;
  const text = h('p', { class: `body ${long ? 'body-long' : ''} ${isOnlyEmoji(item.text) ? 'body-emoji' : ''}`, dir: 'auto' }, textNodes(item.text, { mentions: item.mentions, me: context.me }));
  if (!long) return [text];
  const more = h('button', { type: 'button', class: 'quiet-button', onclick: () => { text.classList.remove('body-long'); more.remove(); } }, 'Show the whole message');
  return [text, more];
}

function isOnlyEmoji(text) {
  return text.length < 30 && /^(?:\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})*\s*){1,3}$/u.test(text);
}

function quote(item, context) {
  const quoted = context.quoted(item.replyTo);
  return h('button', { type: 'button', class: 'quote', 'aria-label': 'Answers an earlier message. Jump to it.', onclick: () => context.onJump(item.replyTo) },
    quoted ? h('span', { class: 'quote-who' }, quoted.sender === context.me ? 'You' : nameOf(quoted.sender)) : null,
    h('bdi', { class: 'quote-text' }, quoted ? previewText(quoted) : 'An earlier message'));
}

function meta(item, own, around, context, change) {
  const busy = change && (change.command.type === 'delete' ? 'deleting…' : 'saving…');
  return h('div', { class: 'meta' },
    busy ? h('span', { class: 'busy' }, busy) : item.edited && !item.deleted ? h('span', { class: 'edited' }, 'edited') : null,
    h('time', { dateTime: Number.isFinite(item.at) ? new Date(item.at).toISOString() : '', title: exactTime(item.at) }, clockTime(item.at)),
    own && !item.deleted ? ticks(item, context.group, { words: around.newestOwn, onclick: () => context.onInfo(item) }) : null);
}

function actions(item, own, context) {
  return h('div', { class: 'actions', role: 'group', 'aria-label': 'Actions for this message' },
    iconButton('reply', 'Reply', () => context.onReply(item)),
    own && item.text ? iconButton('edit', 'Edit', () => context.onEdit(item)) : null,
    own || context.admin() ? iconButton('trash', 'Delete', () => context.onDelete(item)) : null,
    own ? iconButton('info', 'Who has read it', () => context.onInfo(item)) : null);
}

function refusal(item, context) {
  return h('div', { class: 'refusal' }, h('span', {}, reasonText(item.pending.reason, item.pending.text)),
    h('button', { type: 'button', class: 'quiet-button', onclick: () => context.onRetry(item.pending) }, 'Try again'),
    h('button', { type: 'button', class: 'quiet-button', onclick: () => context.onDiscard(item.pending) }, 'Discard'));
}

function membersLine(item) {
  const names = (action) => (item.changes ?? []).filter((change) => change.action === action).map((change) => change.user);
  const line = h('p', { class: 'system' });
  const say = (users, words) => {
    if (users.length === 0) return;
    if (line.childNodes.length) line.append('; ');
    users.slice(0, 5).forEach((user, at) => line.append(at ? ', ' : '', nameOf(user)));
    if (users.length > 5) line.append(` and ${users.length - 5} more`);
    line.append(words);
  };
  say(names('JOIN'), ' joined');
  say(names('LEAVE'), ' left');
  say(names('SET_ROLE'), ' got another role');
  if (!line.childNodes.length) line.append('Members changed');
  return line;
}
