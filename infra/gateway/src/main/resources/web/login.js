// The demonstration's login: a name, no password. It says so.

import { h } from './dom.js';
import { isValidId } from './ids.js';

export function showLogin(box, user, onLogin) {
  const field = h('input', { class: 'input', id: 'user', name: 'user', value: user ?? '', autocomplete: 'off', spellcheck: false, autocapitalize: 'off', maxLength: 64, required: true });
  const error = h('p', { class: 'field-error', role: 'alert' });
  const button = h('button', { class: 'button button-main' }, 'Continue');
  box.replaceChildren(h('form', { class: 'login-card', onsubmit: submit },
    h('img', { src: 'favicon.svg', alt: '', width: 56, height: 56 }), h('h1', {}, 'Parley'), h('label', { class: 'field' }, h('span', { class: 'field-label' }, 'Your name'), field), error, button,
    h('p', { class: 'demo-note' }, 'This is a demonstration. There are no passwords: whoever enters a name is that person. Do not write anything here that should stay private.')));
  box.hidden = false;
  field.focus();
  field.select();

  async function submit(event) {
    event.preventDefault();
    const name = field.value.trim();
    if (!isValidId(name)) {
      error.textContent = 'Use 1 to 64 letters, digits or . _ : @ -';
      return;
    }
    button.disabled = true;
    try {
      await onLogin(name);
      box.hidden = true;
    } catch (failure) {
      error.textContent = failure.status ? failure.message : 'The gateway cannot be reached. Try again when it is up.';
    } finally {
      button.disabled = false;
    }
  }
}
