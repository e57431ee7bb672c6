// Times and days as people write them, in the browser's language.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const near = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const far = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const brief = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

export const clockTime = (at) => (Number.isFinite(at) ? clock.format(at) : '');
export const exactTime = (at) => (Number.isFinite(at) ? exact.format(at) : '');

export function dayKey(at) {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

export function dayName(at, now = Date.now()) {
  if (dayKey(at) === dayKey(now)) return 'Today';
  if (dayKey(at) === dayKey(now - 86400000)) return 'Yesterday';
  return now - at < 300 * 86400000 ? near.format(at) : far.format(at);
}

/** The time of today's messages, the day of older ones: for the list of conversations. */
export function listTime(at, now = Date.now()) {
  if (!Number.isFinite(at)) return '';
  if (dayKey(at) === dayKey(now)) return clockTime(at);
  return dayKey(at) === dayKey(now - 86400000) ? 'Yesterday' : brief.format(at);
}
