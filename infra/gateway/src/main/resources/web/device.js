// The id of the device that this tab is. A person's devices must differ, and should be few: each one is remembered by the
// pipeline. So a browser profile keeps a short list of ids, and a tab takes the first that no other tab holds. A lock of the
// browser says whether one is held; it ends with the tab. `?device=` in the address names the device outright.

import { isValidId, randomId } from './ids.js';

const MOST = 32;

export async function claimDevice(user, { asked, local, session, locks }) {
  if (asked && isValidId(asked)) return asked;
  const profile = profileId(local);
  const mine = session.getItem(`parley.device.${user}`);
  const list = Array.from({ length: MOST }, (_, at) => `${user.slice(0, 40)}.web-${profile}-${at + 1}`);
  const order = mine ? [mine, ...list.filter((id) => id !== mine)] : list;
  for (const id of order) {
    if (await hold(locks, id, id === mine ? 1000 : 0)) {
      session.setItem(`parley.device.${user}`, id);
      return id;
    }
  }
  return `${user.slice(0, 40)}.web-${randomId(8)}`;
}

/** Whether the lock of a device was free. It is then held until the tab ends. A reload waits for the page before it. */
export function hold(locks, id, patience) {
  if (!locks) return Promise.resolve(true); // no locks outside a secure context: the session's id must do
  return new Promise((resolve) => {
    const options = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    locks
      .request(`parley.device.${id}`, options, (lock) => {
        resolve(Boolean(lock));
        return lock ? new Promise(() => {}) : undefined;
      })
      .catch(() => resolve(false));
  });
}

function profileId(local) {
  let profile = local.getItem('parley.profile');
  if (!profile) {
    profile = randomId(6);
    local.setItem('parley.profile', profile);
  }
  return profile;
}
