// The window in which media is attached by its address. The bytes do not pass through the pipeline: a file that is chosen here
// stays on this machine and only fills in type, size and checksum.

import { h } from './dom.js';
import { fieldRow, openDialog } from './dialog.js';

const SHA = /^[0-9a-f]{64}$/;

export function attachMedia(onAttach) {
  const uri = h('input', { class: 'input', type: 'text', placeholder: 'https://…', maxLength: 2048, spellcheck: false });
  const file = h('input', { class: 'input', type: 'file', onchange: () => fill() });
  const mime = h('input', { class: 'input', value: '*/*', maxLength: 127, spellcheck: false });
  const size = h('input', { class: 'input', type: 'number', min: 0, placeholder: 'not known' });
  const sha = h('input', { class: 'input mono', maxLength: 64, spellcheck: false, autocomplete: 'off' });
  const uriRow = fieldRow('Address of the media', uri, 'Where it was uploaded to. It is shown as a link, and as an image only when somebody asks for it.');
  const mimeRow = fieldRow('Type', mime);
  const shaRow = fieldRow('SHA-256', sha);
  const form = h('form', { class: 'dialog-body', method: 'dialog', onsubmit: submit }, uriRow,
    fieldRow('The same file on this machine', file, 'Optional. It fills in the three fields below and is not sent anywhere.'),
    h('div', { class: 'field-pair' }, mimeRow, fieldRow('Bytes', size)), shaRow,
    h('div', { class: 'dialog-actions' }, h('button', { class: 'button button-main' }, 'Attach')));
  const dialog = openDialog('Attach media by its address', form);
  uri.focus();

  async function fill() {
    const [chosen] = file.files;
    if (!chosen) return;
    mime.value = chosen.type || '*/*';
    size.value = chosen.size;
    const digest = await crypto.subtle.digest('SHA-256', await chosen.arrayBuffer());
    sha.value = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  function submit(event) {
    event.preventDefault();
    const media = { kind: kindOf(mime.value.trim()), uri: uri.value.trim(), mime: mime.value.trim(), size: size.value === '' ? -1 : Number(size.value), sha256: sha.value.trim().toLowerCase() };
    const faults = [
      [shaRow, SHA.test(media.sha256) ? '' : 'Give the 64 hexadecimal digits of the checksum, or choose the file above.'],
      [mimeRow, /^[\w.+*-]+\/[\w.+*-]+$/.test(media.mime) ? '' : 'Give a media type such as image/jpeg, or */* if it is not known.'],
      [uriRow, media.uri ? '' : 'Give the address.'],
    ];
    faults.forEach(([row, fault]) => row.fail(fault));
    if (faults.some(([, fault]) => fault)) return;
    dialog.close();
    onAttach(media);
  }
}

export function kindOf(mime) {
  const family = mime.split('/')[0];
  return { image: 'IMAGE', audio: 'AUDIO', video: 'VIDEO' }[family] ?? 'FILE';
}
