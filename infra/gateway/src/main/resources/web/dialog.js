// A modal window. The browser's own <dialog> keeps the focus inside and gives it back; Esc closes it.

import { h, iconButton } from './dom.js';

export function openDialog(title, content, { wide = false } = {}) {
  const heading = h('h2', { id: 'dialog-title' }, title);
  const dialog = h('dialog', { class: `dialog ${wide ? 'dialog-wide' : ''}`, 'aria-labelledby': 'dialog-title' },
    h('header', { class: 'dialog-head' }, heading, iconButton('close', 'Close', () => dialog.close())), content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something that cannot be taken back. */
export function confirmDialog(title, text, action, onYes) {
  const yes = h('button', { type: 'button', class: 'button button-danger', onclick: () => { dialog.close(); onYes(); } }, action);
  const dialog = openDialog(title, h('div', { class: 'dialog-body' }, h('p', {}, text),
    h('div', { class: 'dialog-actions' }, h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Cancel'), yes)));
  yes.focus();
}

/** A labelled field, with a line that says what is wrong with it. */
export function fieldRow(label, field, hint = null) {
  const error = h('span', { class: 'field-error', role: 'alert' });
  const row = h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), field, hint ? h('span', { class: 'field-hint' }, hint) : null, error);
  row.fail = (text) => {
    error.textContent = text;
    field.setAttribute('aria-invalid', String(Boolean(text)));
    if (text) field.focus();
  };
  return row;
}
