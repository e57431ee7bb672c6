// The windows that tell more: who is in a conversation, who has a message and who has read it, and the keyboard's shortcuts.

import { avatar, h, nameOf } from './dom.js';
import { fieldRow, openDialog } from './dialog.js';
import { compareIds, isValidId, titleOf } from './ids.js';
import { splitNames } from './new-conversation.js';
import { exactTime } from './time.js';

/** Who has a message, and who has read it, with times. */
export async function showReceipts(api, conversation, item, me) {
  const body = h('div', { class: 'dialog-body' }, h('p', { class: 'faint' }, 'Loading…'));
  openDialog('Who has read it', body);
  try {
    const [{ receipts, exact }, { members }] = await Promise.all([api.receipts(conversation.id, item.message), api.members(conversation.id)]);
    const known = new Map(receipts.map((receipt) => [receipt.user, receipt]));
    const others = members.map((member) => member.user).filter((user) => user !== me && !known.has(user));
    const read = receipts.filter((receipt) => receipt.readAt);
    const delivered = receipts.filter((receipt) => !receipt.readAt && receipt.deliveredAt);
    const total = item.status?.recipients || receipts.length + others.length;
    const sections = [
      section(`Read by ${read.length} of ${total}`, read, (receipt) => receipt.readAt),
      section(`Delivered to ${delivered.length}${read.length ? ' more' : ''}`, delivered, (receipt) => receipt.deliveredAt),
      section(`Not delivered to ${others.length} yet`, others.map((user) => ({ user })), () => null),
      exact ? null : h('p', { class: 'faint' }, 'In a large group the times are those of the person’s last receipt.'),
    ];
    body.replaceChildren(...sections.filter(Boolean));
  } catch (error) {
    body.replaceChildren(h('p', { role: 'alert' }, `This could not be loaded. ${error.message}`));
  }
}

function section(title, people, time) {
  if (people.length === 0) return null;
  return h('section', { class: 'people' }, h('h3', {}, title), h('ul', {}, people.slice(0, 500).map((person) => h('li', { class: 'person' },
    avatar(person.user, 'DIRECT', 'avatar-small'), nameOf(person.user), time(person) ? h('time', { class: 'faint' }, exactTime(Date.parse(time(person)))) : null))));
}

/** Members, and what one may do with them. `onChange(changes)` sends a command. */
export async function showMembers(api, conversation, me, onChange) {
  const body = h('div', { class: 'dialog-body' }, h('p', { class: 'faint' }, 'Loading…'));
  const dialog = openDialog(titleOf(conversation, me), body);
  let members;
  let cursors;
  try {
    [{ members }, { cursors }] = await Promise.all([api.members(conversation.id), api.cursors(conversation.id)]);
  } catch (error) {
    body.replaceChildren(h('p', { role: 'alert' }, `The members could not be loaded. ${error.message}`));
    return;
  }
  const own = members.find((member) => member.user === me);
  const admin = own?.role === 'ADMIN' && conversation.kind === 'GROUP';
  const newest = conversation.last?.event;
  const state = new Map(cursors.map((cursor) => [cursor.user, cursor]));
  const change = (changes) => { dialog.close(); onChange(changes); };
  const remove = (user) => h('button', { type: 'button', class: 'quiet-button', onclick: () => change([{ action: 'LEAVE', user }]) }, 'Remove');
  const readState = (user) => {
    const cursor = state.get(user);
    if (!newest || !cursor) return '';
    if (compareIds(cursor.read, newest) >= 0) return 'has read everything';
    return compareIds(cursor.delivered, newest) >= 0 ? 'has everything' : '';
  };
  body.replaceChildren(h('ul', { class: 'people' }, members.slice(0, 500).map((member) => h('li', { class: 'person' },
    avatar(member.user, 'DIRECT', 'avatar-small'), h('span', { class: 'person-main' }, nameOf(member.user), member.user === me ? ' (you)' : '', h('span', { class: 'faint' }, readState(member.user))),
    member.role === 'ADMIN' && conversation.kind === 'GROUP' ? h('span', { class: 'tag' }, 'admin') : null, admin && member.user !== me ? remove(member.user) : null))));
  if (own) body.append(notifyRow(own, me, onChange));
  if (admin) body.append(addRow(change));
  if (own && conversation.kind === 'GROUP') {
    body.append(h('div', { class: 'dialog-actions' }, h('button', { type: 'button', class: 'button button-danger', onclick: () => change([{ action: 'LEAVE', user: me }]) }, 'Leave the group')));
  }
}

function notifyRow(own, me, onChange) {
  const options = [['ALL', 'every message'], ['MENTIONS', 'messages that mention me'], ['NONE', 'nothing']];
  const select = h('select', { class: 'input', onchange: () => onChange([{ action: 'SET_NOTIFY', user: me, notify: select.value }]) },
    options.map(([value, label]) => h('option', { value, selected: own.notify === value }, label)));
  return fieldRow('When I am offline, notify me of', select);
}

function addRow(change) {
  const field = h('input', { class: 'input', autocomplete: 'off', spellcheck: false, autocapitalize: 'off' });
  const row = fieldRow('Add people', field, 'User names with a space or comma between them.');
  return h('form', { class: 'add-row', onsubmit: (event) => {
    event.preventDefault();
    const users = splitNames(field.value);
    const wrong = users.find((user) => !isValidId(user));
    row.fail(wrong ? `“${wrong}” is not a user name.` : users.length ? '' : 'Enter at least one name.');
    if (!wrong && users.length) change(users.map((user) => ({ action: 'JOIN', user })));
  } }, row, h('button', { class: 'button' }, 'Add'));
}

const KEYS = [
  ['Enter', 'send'], ['Shift Enter', 'new line'], ['↑ in an empty field', 'edit the last own message'], ['Esc', 'cancel a reply or an edit; back to the field'],
  ['Alt ↑ ↓', 'previous or next conversation'], ['Ctrl K', 'search conversations'], ['Alt N', 'new conversation'], ['↑ ↓ in the messages', 'from message to message'],
  ['R, E, Del, I', 'reply to, edit, delete the message, or see who has read it'], ['Enter on a message', 'its links and buttons; ← → between them'], ['?', 'this list'],
];

export function showKeys() {
  openDialog('Keyboard', h('dl', { class: 'dialog-body keys' }, KEYS.flatMap(([keys, what]) => [h('dt', {}, keys.split(' ').length < 4 && !keys.includes(' in ') ? h('kbd', {}, keys) : keys), h('dd', {}, what)])));
}
