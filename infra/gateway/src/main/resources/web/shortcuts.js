// The keyboard's shortcuts that hold everywhere in the page.

import { showKeys } from './details.js';

export function shortcuts(page) {
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    const control = event.ctrlKey || event.metaKey;
    const action = control && event.key.toLowerCase() === 'k' ? () => page.list.search.focus()
      : event.altKey && event.key === 'ArrowUp' ? () => page.step(-1)
      : event.altKey && event.key === 'ArrowDown' ? () => page.step(1)
      : event.altKey && event.code === 'KeyN' ? () => page.startNew()
      : event.key === '?' && !typing ? showKeys
      : event.key === 'Escape' && page.open !== null ? () => page.composer.cancel() || page.composer.focus()
      : null;
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
