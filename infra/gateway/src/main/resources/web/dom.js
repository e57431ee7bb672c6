// Builds elements without HTML text, so that nothing that came over the network is ever parsed as markup.

import { parts, plain, tokens } from './text.js';

/** An element with properties, listeners (onclick, ...) and children. Null children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== 'list' && name !== 'form') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';
const ICONS = {
  send: 'M4 12 20 4l-5 16-3.5-6.5z', plus: 'M12 5v14M5 12h14', back: 'M15 5l-7 7 7 7', close: 'M6 6l12 12M18 6L6 18',
  reply: 'M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7', edit: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4', trash: 'M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5',
  info: 'M12 11v6M12 7.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z', clip: 'M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.5-6.5L13 4a3 3 0 0 1 4.5 4.5L9.5 16a1.5 1.5 0 0 1-2-2L14 7.5',
  theme: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 3v18', down: 'M6 10l6 6 6-6', people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6.5 6.5 0 0 1 3.5 5.5',
  tick: 'M5 12.5l4.5 4.5L19 7', ticks: 'M1.5 12.5 6 17l9.5-10M11.5 16l1 1L22 7', clock: 'M12 7v5l3 2M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
  warn: 'M12 8v5M12 16.5v.1M12 3 2.5 20h19z', out: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h10', keys: 'M3 7h18v10H3zM7 10v.1M11 10v.1M15 10v.1M8 14h8', search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5 20 20',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4', retry: 'M4 12a8 8 0 1 0 3-6.2M4 4v5h5',
};

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon and says its label. */
export function iconButton(name, label, onclick, props = {}) {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...props }, icon(name));
}

/** A name, cut off from what stands beside it, with hidden characters made visible. */
export function nameOf(name, props = {}) {
  return h('bdi', props, plain(name, 64));
}

/** The nodes of a text: hidden characters as labelled marks, web addresses as links, mentions marked. */
export function textNodes(text, { mentions = [], me = null } = {}) {
  return parts(text).flatMap((part) => (part.mark ? [mark(part)] : tokens(part.text, mentions).map((token) => tokenNode(token, me))));
}

function mark({ mark: label, code }) {
  const name = code === null ? 'combining marks left out' : `hidden character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return h('span', { class: 'hidden-char', title: name, role: 'img', 'aria-label': name }, label);
}

function tokenNode(token, me) {
  if (token.link) {
    return h('a', { href: token.link, target: '_blank', rel: 'noopener noreferrer nofollow', class: 'link' }, token.link);
  }
  if (token.mention) return h('span', { class: token.mention === me ? 'mention mention-me' : 'mention' }, h('bdi', {}, `@${token.mention}`));
  return document.createTextNode(token.text);
}

/** One of twelve tones, which the name decides. */
export function toneOf(name) {
  let hash = 7;
  for (const char of name) hash = (hash * 31 + char.codePointAt(0)) % 9973;
  return `tone-${hash % 12}`;
}

/** A round mark with the first letters of a name, in its tone. */
export function avatar(name, kind = 'DIRECT', size = '') {
  const letters = Array.from(plain(name).replace(/[^\p{L}\p{N} ._-]/gu, '')).join('').split(/[ ._-]+/).filter(Boolean);
  const initials = (letters.length > 1 ? letters[0][0] + letters[1][0] : (letters[0] ?? '?').slice(0, 2)).toUpperCase();
  return h('span', { class: `avatar ${toneOf(name)} ${kind === 'GROUP' ? 'avatar-group' : ''} ${size}`, 'aria-hidden': 'true' }, initials);
}

let told = null;

/** Has a screen reader say this, without moving the focus. */
export function announce(text) {
  const live = document.getElementById('announcer');
  clearTimeout(told);
  live.textContent = text;
  told = setTimeout(() => (live.textContent = ''), 5000);
}

/** Shows a short notice for some seconds. */
export function toast(text, kind = 'info') {
  const box = document.getElementById('toasts');
  const note = h('div', { class: `toast toast-${kind}` }, h('span', {}, text));
  note.append(iconButton('close', 'Dismiss', () => note.remove()));
  box.append(note);
  while (box.children.length > 3) box.firstChild.remove();
  setTimeout(() => note.remove(), 8000);
}
