// The messages of the open conversation. Only a bounded window of rows is in the page, however long the history: the window
// moves as one scrolls, and the place that one looks at stays where it is.

import { h, iconButton } from './dom.js';
import { compareIds } from './ids.js';
import { messageRow, signature, surroundings } from './message-view.js';

const FIRST = 60; // rows at first
const STEP = 40; // rows that the window grows by
const MOST = 180; // rows in the page at most
const NEAR = 500; // pixels from an end at which the window moves

export class Timeline {
  /** `source` gives {items, context} of the open conversation; `onOlder` asks for older history, `onSeen(item)` tells the newest seen. */
  constructor({ source, onOlder, onSeen }) {
    Object.assign(this, { source, onOlder, onSeen, rows: new Map(), from: null, start: 0, end: 0, tail: true, stick: true, focus: null, unseen: 0 });
    this.list = h('ol', { class: 'rows', role: 'list' });
    this.top = h('div', { class: 'top' });
    this.scroller = h('div', {
      class: 'timeline', role: 'log', 'aria-live': 'off', 'aria-label': 'Messages', tabIndex: 0, onscroll: () => this.#scrolled(),
      onkeydown: (event) => this.#key(event), onfocusin: (event) => this.#focused(event),
    }, this.top, this.list);
    this.bottom = iconButton('down', 'To the newest message', () => this.toEnd(), { class: 'icon-button to-end', hidden: true });
    this.element = h('div', { class: 'timeline-box' }, this.scroller, this.bottom);
    new ResizeObserver(() => this.stick && this.#toBottom()).observe(this.scroller);
    new ResizeObserver(() => this.stick && this.#toBottom()).observe(this.list);
  }

  /** Another conversation: starts at its newest message, or at the first unread one. Nothing counts as seen before it is in place. */
  reset(unreadFrom = null) {
    this.rows.clear();
    this.list.replaceChildren();
    Object.assign(this, { from: null, tail: true, stick: true, focus: null, unseen: 0, hold: true });
    this.render();
    const line = unreadFrom && this.rows.get(unreadFrom)?.element;
    if (line && line.offsetTop < this.scroller.scrollHeight - this.scroller.clientHeight) {
      this.stick = false;
      this.scroller.scrollTop = line.offsetTop - 60;
    }
    this.hold = false;
    this.seen();
    this.#mark();
  }

  render() {
    const { items, context, loading, complete } = this.source();
    this.items = items;
    this.#window();
    const beginning = complete && this.start === 0 && items.length > 0;
    this.top.textContent = loading ? 'Loading earlier messages…' : beginning ? 'The beginning of the conversation' : '';
    const anchor = this.stick ? null : this.#anchor();
    this.#reconcile(context);
    if (this.stick) this.#toBottom();
    else if (anchor) this.scroller.scrollTop += anchor.element.offsetTop - anchor.top;
    this.#mark();
    this.seen();
    if (this.scroller.scrollTop < NEAR) this.#scrolled(); // more may be there than was, or than fills the screen
  }

  /** Shows a message that is in the log, in the middle, and marks it for a moment. */
  jump(message) {
    const at = this.items.findIndex((item) => item.message === message);
    if (at < 0) return false;
    if (!this.rows.has(message)) {
      this.start = Math.max(0, at - FIRST / 2);
      this.from = this.items[this.start].message;
      this.end = Math.min(this.items.length, this.start + FIRST);
      this.tail = this.end === this.items.length;
      this.stick = false;
      this.#reconcile(this.source().context);
    }
    const { element } = this.rows.get(message);
    this.stick = false;
    element.scrollIntoView({ block: 'center' });
    this.#focus(element);
    element.classList.add('row-found');
    setTimeout(() => element.classList.remove('row-found'), 1800);
    return true;
  }

  toEnd() {
    Object.assign(this, { from: null, tail: true, stick: true });
    this.render();
  }

  /** Tells the newest message that is on screen, if the window is looked at. */
  seen() {
    if (this.hold) return;
    const bottom = this.scroller.scrollTop + this.scroller.clientHeight + 8;
    const elements = this.list.children;
    for (let at = elements.length - 1; at >= 0; at--) {
      const element = elements[at];
      if (element.offsetTop + Math.min(element.offsetHeight, this.scroller.clientHeight * 0.6) <= bottom) {
        const item = this.rows.get(element.dataset.id)?.item;
        if (item && !item.pending) {
          this.onSeen(item);
          return;
        }
      }
    }
  }

  /** A message of another came. Shown at once if one is at the end, otherwise counted on the button. */
  arrived() {
    if (!this.stick) this.unseen += 1;
    this.#mark();
  }

  #window() {
    const { items } = this;
    if (this.tail) this.end = items.length;
    else this.end = Math.min(this.end, items.length);
    let start = this.from === null ? -1 : indexOf(items, this.from);
    if (start < 0) start = this.from === null ? Math.max(0, this.end - FIRST) : 0;
    if (this.stick && this.end - start > MOST) start = this.end - FIRST;
    this.start = Math.max(0, Math.min(start, this.end));
    if (!this.tail) this.end = Math.min(items.length, Math.max(this.end, this.start + FIRST));
    if (this.end - this.start > MOST && !this.stick) {
      this.end = this.start + MOST;
      this.tail = this.end === items.length;
    }
    this.from = items[this.start]?.message ?? null;
  }

  #reconcile(context) {
    const kept = new Set();
    let place = this.list.firstChild;
    for (let at = this.start; at < this.end; at++) {
      const item = this.items[at];
      kept.add(item.message);
      const around = surroundings(this.items, at, context);
      const wanted = signature(item, around, context);
      let row = this.rows.get(item.message);
      if (!row || row.signature !== wanted) {
        const element = messageRow(item, around, context);
        if (row) {
          const focused = row.element.contains(document.activeElement);
          if (place === row.element) place = element;
          row.element.replaceWith(element);
          if (focused) element.focus({ preventScroll: true });
        }
        row = { element, signature: wanted, item };
        this.rows.set(item.message, row);
      }
      row.item = item;
      if (row.element === place) place = place.nextSibling;
      else this.list.insertBefore(row.element, place);
    }
    for (const [message, row] of this.rows) {
      if (!kept.has(message)) {
        row.element.remove();
        this.rows.delete(message);
      }
    }
    this.#rove();
  }

  #anchor() {
    const top = this.scroller.scrollTop;
    for (const element of this.list.children) {
      if (element.offsetTop + element.offsetHeight > top) return { element, top: element.offsetTop };
    }
    return null;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stick = this.tail && scrollHeight - scrollTop - clientHeight < 24;
    if (this.waiting || this.scroller.clientHeight === 0) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.#move();
      this.seen();
      this.#mark();
    });
  }

  #move() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollTop < NEAR) {
      if (this.start > 0) {
        this.start = Math.max(0, this.start - STEP);
        this.from = this.items[this.start].message;
        if (this.end - this.start > MOST) Object.assign(this, { end: this.start + MOST, tail: false, stick: false });
        this.render();
      } else {
        this.onOlder();
      }
    } else if (!this.tail && scrollHeight - scrollTop - clientHeight < NEAR) {
      this.end = Math.min(this.items.length, this.end + STEP);
      this.tail = this.end === this.items.length;
      if (this.end - this.start > MOST) this.from = this.items[this.end - MOST].message;
      this.render();
    }
  }

  #toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #mark() {
    const away = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight > 200 || !this.tail;
    if (!away) this.unseen = 0;
    this.bottom.hidden = !away;
    this.bottom.dataset.count = this.unseen || '';
  }

  #rove() {
    if (!this.rows.has(this.focus)) this.focus = this.list.lastElementChild?.dataset.id ?? null;
    for (const [message, { element }] of this.rows) element.tabIndex = message === this.focus ? 0 : -1;
  }

  #focused(event) {
    const row = event.target.closest('.row');
    if (!row) return;
    this.focus = row.dataset.id;
    this.#rove();
  }

  #focus(element) {
    this.focus = element.dataset.id;
    this.#rove();
    element.focus({ preventScroll: true });
  }

  #key(event) {
    const row = event.target.closest('.row');
    const inside = event.target !== row && event.target !== this.scroller;
    if (event.altKey || event.ctrlKey || event.metaKey || inside) return this.#actionKey(event, row);
    const { key } = event;
    const to = { ArrowUp: row?.previousElementSibling, ArrowDown: row?.nextElementSibling, Home: this.list.firstElementChild, End: this.list.lastElementChild }[key];
    if (to || (event.target === this.scroller && (key === 'ArrowUp' || key === 'ArrowDown') && this.list.lastElementChild)) {
      event.preventDefault();
      const target = to ?? this.list.lastElementChild;
      target.scrollIntoView({ block: 'nearest' });
      this.#focus(target);
      return undefined;
    }
    const action = row && { r: '.icon-reply', e: '.icon-edit', Delete: '.icon-trash', i: '.icon-info' }[key];
    const button = row && (key === 'Enter' ? row.querySelector('a, button') : action && row.querySelector(`.actions ${action}`)?.closest('button'));
    if (button) {
      event.preventDefault();
      if (key === 'Enter') button.focus();
      else button.click();
    }
    return undefined;
  }

  #actionKey(event, row) {
    const buttons = row ? [...row.querySelectorAll('a, button')] : [];
    const at = buttons.indexOf(event.target);
    if (at < 0) return;
    const to = { ArrowRight: buttons[at + 1], ArrowLeft: buttons[at - 1], Escape: row }[event.key];
    if (to) {
      event.preventDefault();
      event.stopPropagation();
      to.focus();
    }
  }
}

/** Where an item stands: by its id, which is in order, or, for one that waits, from the end. */
function indexOf(items, message) {
  if (message.startsWith('pending-')) return items.findLastIndex((item) => item.message === message);
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (items[middle].pending || compareIds(items[middle].message, message) > 0) high = middle - 1;
    else if (items[middle].message === message) return middle;
    else low = middle + 1;
  }
  return -1;
}
