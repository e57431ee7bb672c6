// The gateway's REST side. A refusal becomes an Error with its code and text; `final` says that trying again is of no use.

const PATIENCE = 15000;

export class Api {
  constructor({ fetch = globalThis.fetch.bind(globalThis), token = () => null, onSignedOut = () => {} } = {}) {
    Object.assign(this, { fetch, token, onSignedOut });
  }

  login(user, device) {
    return this.#call('POST', '/api/login', device ? { user, device } : { user });
  }

  conversations() {
    return this.#call('GET', '/api/conversations');
  }

  messages(conversation, { before, limit }) {
    const query = new URLSearchParams({ limit, ...(before ? { before } : {}) });
    return this.#call('GET', `${path(conversation)}/messages?${query}`);
  }

  members(conversation) {
    return this.#call('GET', `${path(conversation)}/members`);
  }

  cursors(conversation) {
    return this.#call('GET', `${path(conversation)}/cursors`);
  }

  receipts(conversation, message) {
    return this.#call('GET', `${path(conversation)}/messages/${encodeURIComponent(message)}/receipts`);
  }

  async #call(method, url, body) {
    const headers = { Accept: 'application/json' };
    if (this.token()) headers.Authorization = `Bearer ${this.token()}`;
    if (body) headers['Content-Type'] = 'application/json';
    const response = await this.fetch(url, {
      method, headers, body: body ? JSON.stringify(body) : undefined, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) return response.json();
    const told = await response.json().catch(() => ({}));
    if (response.status === 401) this.onSignedOut();
    const error = new Error(told.text ?? `The gateway answered ${response.status} to ${method} ${url}.`);
    throw Object.assign(error, { code: told.error, status: response.status, final: response.status >= 400 && response.status < 500 && response.status !== 429 });
  }
}

function path(conversation) {
  return `/api/conversations/${encodeURIComponent(conversation)}`;
}
