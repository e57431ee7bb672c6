// The members to choose from after an @, above the field. The keyboard stays in the field.

import { avatar, h, nameOf } from './dom.js';

const MOST = 6;

export class MentionList {
  constructor(field, members, onPick) {
    Object.assign(this, { field, members, onPick, found: [], at: 0 });
    this.element = h('ul', { class: 'mention-list', id: 'mention-list', role: 'listbox', 'aria-label': 'Members', hidden: true });
    field.setAttribute('aria-controls', 'mention-list');
    field.addEventListener('blur', () => setTimeout(() => this.close(), 150));
  }

  update() {
    const before = this.field.value.slice(0, this.field.selectionStart ?? 0);
    const asked = /(?:^|\s)@([A-Za-z0-9._:@-]{0,64})$/.exec(before);
    this.found = asked ? this.members().filter((user) => user.toLowerCase().startsWith(asked[1].toLowerCase()) && user !== asked[1]).slice(0, MOST) : [];
    this.length = asked?.[1].length ?? 0;
    this.at = 0;
    this.#draw();
  }

  /** Takes a key while the list is open. Answers whether it did. */
  key(event) {
    if (this.found.length === 0) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.at = (this.at + (event.key === 'ArrowDown' ? 1 : this.found.length - 1)) % this.found.length;
      this.#draw();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.#pick(this.found[this.at]);
    } else if (event.key === 'Escape') {
      this.close();
      event.stopPropagation();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** Closes the list. Answers whether it was open. */
  close() {
    const open = this.found.length > 0;
    this.found = [];
    this.#draw();
    return open;
  }

  #pick(user) {
    const at = this.field.selectionStart;
    this.field.setRangeText(`${user} `, at - this.length, at, 'end');
    this.close();
    this.onPick();
  }

  #draw() {
    this.element.hidden = this.found.length === 0;
    this.element.replaceChildren(...this.found.map((user, at) => h('li', {
      role: 'option', id: `mention-${at}`, class: 'mention-option', 'aria-selected': String(at === this.at),
      onmousedown: (event) => { event.preventDefault(); this.#pick(user); },
    }, avatar(user, 'DIRECT', 'avatar-small'), nameOf(user))));
    if (this.found.length) this.field.setAttribute('aria-activedescendant', `mention-${this.at}`);
    else this.field.removeAttribute('aria-activedescendant');
  }
}
