// The field one writes in: send with Enter, a new line with Shift+Enter, reply and edit bars, mentions, media by reference.

import { h, iconButton, nameOf } from './dom.js';
import { previewText } from './conversation-list.js';
import { MentionList } from './mention-list.js';
import { hasVisibleCharacter, mentionsIn, plain, utf8Length } from './text.js';

const MOST_BYTES = 16384; // the pipeline's limit for a text
const WARN_BYTES = 15000;
const TALLEST = 180; // pixels

export class Composer {
  constructor({ onSend, onEdit, onEditLast, onMedia, members }) {
    Object.assign(this, { onSend, onEdit, onEditLast, onMedia, members, mode: null, media: null, drafts: new Map(), conversation: null });
    this.field = h('textarea', {
      id: 'draft', class: 'draft', rows: 1, placeholder: 'Write a message', 'aria-label': 'Message', autocomplete: 'off', dir: 'auto',
      oninput: () => this.#typed(), onkeydown: (event) => this.#key(event),
    });
    this.bar = h('div', { class: 'composer-bar', hidden: true });
    this.mediaBar = h('div', { class: 'composer-bar', hidden: true });
    this.count = h('span', { class: 'byte-count', hidden: true, role: 'status' });
    this.button = iconButton('send', 'Send', () => this.#submit(), { class: 'icon-button send' });
    this.mentions = new MentionList(this.field, () => this.members(), () => this.#typed());
    this.element = h('form', { class: 'composer', onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
      this.bar, this.mediaBar,
      h('div', { class: 'composer-row' }, iconButton('clip', 'Attach media by its address', () => this.onMedia()), h('div', { class: 'draft-box' }, this.mentions.element, this.field, this.count), this.button));
    this.#typed();
  }

  /** Another conversation: keeps what was typed in the one before. */
  switchTo(conversation) {
    if (this.conversation) this.drafts.set(this.conversation, this.mode?.edit ? this.kept : this.field.value);
    this.conversation = conversation;
    this.attach(null);
    this.#mode(null);
    this.#set(this.drafts.get(conversation) ?? '');
  }

  reply(item) {
    this.#mode({ reply: item });
    this.focus();
  }

  edit(item) {
    if (!this.mode?.edit) this.kept = this.field.value;
    this.#mode({ edit: item });
    this.#set(item.text ?? '');
    this.focus();
  }

  attach(media) {
    this.media = media;
    this.mediaBar.hidden = !media;
    this.mediaBar.replaceChildren();
    if (media) this.mediaBar.append(h('span', { class: 'bar-label' }, 'Attached'), h('bdi', { class: 'bar-text' }, plain(media.uri, 120)), iconButton('close', 'Remove the attachment', () => this.attach(null)));
    this.#typed();
  }

  focus() {
    this.field.focus();
  }

  /** Leaves a reply or an edit. Answers whether there was one. */
  cancel() {
    if (this.mentions.close()) return true;
    if (!this.mode) return false;
    const edited = this.mode.edit;
    this.#mode(null);
    if (edited) this.#set(this.kept ?? '');
    return true;
  }

  #mode(mode) {
    this.mode = mode;
    const item = mode?.edit ?? mode?.reply;
    this.bar.hidden = !item;
    this.button.setAttribute('aria-label', mode?.edit ? 'Save' : 'Send');
    if (!item) return;
    this.bar.replaceChildren(h('span', { class: 'bar-label' }, mode.edit ? 'Edit' : h('span', {}, 'Reply to ', nameOf(item.sender))),
      h('bdi', { class: 'bar-text' }, previewText(item)), iconButton('close', 'Cancel', () => { this.cancel(); this.focus(); }));
  }

  #submit() {
    const text = this.field.value.trim();
    if (this.button.disabled) return;
    if (this.mode?.edit) {
      const item = this.mode.edit;
      this.cancel();
      if (text !== item.text) this.onEdit(item, text);
      return;
    }
    const sent = this.onSend({ text: text || undefined, media: this.media ?? undefined, replyTo: this.mode?.reply?.message, mentions: mentionsIn(text, this.members()) });
    if (!sent) return;
    this.#mode(null);
    this.attach(null);
    this.#set('');
  }

  #set(text) {
    this.field.value = text;
    this.#typed();
    this.field.setSelectionRange(text.length, text.length);
  }

  #typed() {
    const bytes = utf8Length(this.field.value.trim());
    this.count.hidden = bytes < WARN_BYTES;
    this.count.textContent = `${bytes} of ${MOST_BYTES} bytes`;
    this.button.disabled = bytes > MOST_BYTES || !(hasVisibleCharacter(this.field.value) || this.media);
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(TALLEST, this.field.scrollHeight)}px`;
    this.mentions.update();
  }

  #key(event) {
    if (event.isComposing || this.mentions.key(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'ArrowUp' && this.field.value === '' && !this.mode) {
      event.preventDefault();
      this.onEditLast();
    } else if (event.key === 'Escape' && this.cancel()) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
}
