// Ids as the gateway writes them: decimal strings of 64-bit numbers, which a JavaScript number cannot hold.

const EPOCH = 1704067200000n; // 2024-01-01T00:00:00Z, in milliseconds: the zero of every id
const TIME_SHIFT = 22n; // datacenter, partition and sequence lie below the time

/** Orders two ids. Longer is larger; of equal length, the text decides. A missing id is the smallest. */
export function compareIds(a, b) {
  const left = a ?? '';
  const right = b ?? '';
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The larger of two ids. */
export function maxId(a, b) {
  return compareIds(a, b) >= 0 ? a : b;
}

/** The time that lies in an id, in milliseconds since 1970, or NaN if the id is not a number. */
export function timeOfId(id) {
  if (!/^\d{1,19}$/.test(id ?? '')) return NaN;
  return Number((BigInt(id) >> TIME_SHIFT) + EPOCH);
}

/** Whether the pipeline takes this as the id of a user, a device or a conversation. */
export function isValidId(id) {
  return /^[A-Za-z0-9._:@-]{1,64}$/.test(id);
}

/** A new random id for a command, a device or a conversation. */
export function randomId(length = 20) {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'; // 32 letters, so that every byte maps evenly
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => letters[byte & 31]).join('');
}

/** The id of the direct conversation of two people. Both work out the same id, so they meet in one conversation. */
export function directId(a, b) {
  const id = `d:${[a, b].sort().join(':')}`;
  return id.length <= 64 ? id : `d:${randomId()}`;
}

/** An id for a new group with this name. The random end keeps two groups of one name apart. */
export function groupId(name) {
  const slug = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
  return `g:${slug || 'group'}:${randomId(5)}`;
}

/** What to call a conversation: the other person of a direct one, otherwise the name within its id. */
export function titleOf(conversation, me) {
  const { id, kind, members } = conversation;
  if (kind === 'DIRECT' && members?.length) {
    const other = members.find((user) => user !== me);
    return other ?? 'Notes to yourself';
  }
  const group = /^g:(.+):[a-z0-9]{5}$/.exec(id);
  if (group) return group[1].replace(/-/g, ' ');
  const direct = /^d:([^:]+):([^:]+)$/.exec(id);
  if (direct) return direct[1] === me ? direct[2] : direct[1];
  return id;
}
