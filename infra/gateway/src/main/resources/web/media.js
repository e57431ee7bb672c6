// Media by reference: a card that names it. Nothing is fetched before the person asks, and only https images are ever shown.

import { h, icon } from './dom.js';
import { plain } from './text.js';

const KINDS = { IMAGE: 'Photo', AUDIO: 'Voice message', VIDEO: 'Video', FILE: 'File' };

export function mediaCard(media) {
  const kind = KINDS[media.kind] ?? 'File';
  const address = httpsAddress(media.uri);
  const card = h('div', { class: 'media' },
    h('span', { class: 'media-icon' }, icon('file')),
    h('span', { class: 'media-main' }, h('bdi', { class: 'media-name' }, plain(fileName(media.uri), 80)), h('span', { class: 'faint' }, `${kind} · ${plain(media.mime ?? '', 60)}${size(media.size)}`)));
  const box = h('div', { class: 'media-box' }, card);
  const actions = h('div', { class: 'media-actions' });
  if (address && media.kind === 'IMAGE') {
    actions.append(h('button', { type: 'button', class: 'quiet-button', onclick: (event) => show(event.currentTarget, box, address) }, `Show the image from ${plain(new URL(address).host, 60)}`));
  }
  if (address) {
    actions.append(h('a', { class: 'quiet-button', href: address, target: '_blank', rel: 'noopener noreferrer nofollow' }, 'Open'));
  } else {
    actions.append(h('bdi', { class: 'media-uri' }, plain(media.uri, 300)));
  }
  box.append(actions);
  return box;
}

function show(button, box, address) {
  const image = h('img', { class: 'media-image', alt: 'Image of this message', referrerPolicy: 'no-referrer', decoding: 'async' });
  image.addEventListener('error', () => image.replaceWith(h('p', { class: 'faint' }, 'The image could not be loaded.')));
  image.src = address;
  button.remove();
  box.prepend(image);
}

/** The address if it is a plain https address, otherwise null. */
export function httpsAddress(uri) {
  try {
    const url = new URL(uri);
    return url.protocol === 'https:' && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}

function fileName(uri) {
  const name = /([^/?#]+)(?:[?#].*)?$/.exec(uri)?.[1] ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function size(bytes) {
  if (!(bytes >= 0)) return '';
  if (bytes < 1024) return ` · ${bytes} B`;
  return bytes < 1048576 ? ` · ${(bytes / 1024).toFixed(0)} KB` : ` · ${(bytes / 1048576).toFixed(1)} MB`;
}
