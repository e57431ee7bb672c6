// The window in which a direct conversation or a group is started.

import { h } from './dom.js';
import { fieldRow, openDialog } from './dialog.js';
import { directId, groupId, isValidId } from './ids.js';

const RULE = 'Use 1 to 64 letters, digits or . _ : @ -';

/** `onCreate({id, kind, members})` creates or opens the conversation. */
export function newConversation(me, onCreate) {
  const person = h('input', { class: 'input', autocomplete: 'off', spellcheck: false, autocapitalize: 'off' });
  const name = h('input', { class: 'input', autocomplete: 'off', maxLength: 60 });
  const people = h('input', { class: 'input', autocomplete: 'off', spellcheck: false, autocapitalize: 'off' });
  const personRow = fieldRow('Person', person, 'Their user name. Your own name starts notes to yourself.');
  const nameRow = fieldRow('Name of the group', name);
  const peopleRow = fieldRow('Members', people, 'User names with a space or comma between them. You are a member in any case.');
  const direct = h('div', { class: 'dialog-fields' }, personRow);
  const group = h('div', { class: 'dialog-fields', hidden: true }, nameRow, peopleRow);
  const radio = (value, label, checked) => h('label', { class: 'choice' }, h('input', { type: 'radio', name: 'kind', value, checked, onchange: choose }), h('span', {}, label));
  function choose(event) {
    direct.hidden = event.target.value !== 'DIRECT';
    group.hidden = event.target.value !== 'GROUP';
    (direct.hidden ? name : person).focus();
  }
  const form = h('form', { class: 'dialog-body', method: 'dialog', onsubmit: submit },
    h('div', { class: 'choices', role: 'radiogroup', 'aria-label': 'Kind' }, radio('DIRECT', 'One person', true), radio('GROUP', 'Group', false)),
    direct, group, h('div', { class: 'dialog-actions' }, h('button', { class: 'button button-main' }, 'Start')));
  const dialog = openDialog('New conversation', form);
  person.focus();

  function submit(event) {
    event.preventDefault();
    const created = direct.hidden ? readGroup() : readDirect();
    if (!created) return;
    dialog.close();
    onCreate(created);
  }

  function readDirect() {
    const user = person.value.trim();
    personRow.fail(isValidId(user) ? '' : RULE);
    return isValidId(user) && { id: directId(me, user), kind: 'DIRECT', members: [...new Set([me, user])] };
  }

  function readGroup() {
    const members = splitNames(people.value);
    const wrong = members.find((user) => !isValidId(user));
    nameRow.fail(name.value.trim() ? '' : 'Give the group a name.');
    peopleRow.fail(wrong ? `“${wrong}” is not a user name. ${RULE}` : '');
    return name.value.trim() && !wrong && { id: groupId(name.value.trim()), kind: 'GROUP', members: [...new Set([me, ...members])] };
  }
}

export function splitNames(text) {
  return text.split(/[\s,;]+/).filter(Boolean);
}
