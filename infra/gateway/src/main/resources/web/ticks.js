// How far one's own message has come: waiting, sent ✓, delivered ✓✓, read ✓✓ in colour; in groups with counts.

import { h, icon } from './dom.js';

/** {state, label, count} of an own message. Pure. */
export function tickState(item, group) {
  if (item.pending) {
    return item.pending.state === 'rejected' ? { state: 'rejected', label: 'Not sent' } : { state: 'pending', label: 'Waiting to be stored' };
  }
  const { status = 'sent', recipients = 0, delivered = 0, read = 0 } = item.status ?? {};
  if (group && recipients > 1) {
    const state = read >= recipients ? 'read' : delivered >= recipients ? 'delivered' : 'sent';
    if (read > 0) return { state, label: `Read by ${read} of ${recipients}`, count: `${read}/${recipients}` };
    if (delivered > 0) return { state, label: `Delivered to ${delivered} of ${recipients}`, count: `${delivered}/${recipients}` };
  }
  return { state: status, label: { sent: 'Sent', delivered: 'Delivered', read: 'Read' }[status] };
}

const GLYPH = { pending: 'clock', rejected: 'warn', sent: 'tick', delivered: 'ticks', read: 'ticks' };

export function ticks(item, group, { words = false, onclick = null } = {}) {
  const { state, label, count } = tickState(item, group);
  const inside = [icon(GLYPH[state]), count ? h('span', { class: 'tick-count', 'aria-hidden': 'true' }, words ? label.toLowerCase() : count) : null];
  const props = { class: 'ticks', data: { state }, title: label, 'aria-label': label };
  return onclick && !item.pending ? h('button', { type: 'button', ...props, onclick }, inside) : h('span', { ...props, role: 'img' }, inside);
}
