// Two small lines: how the connection is, and what the pipeline did with the last message.

import { h } from './dom.js';
import { duration } from './pipeline.js';

const WORDS = {
  idle: '', connecting: 'Connecting…', online: 'Connected', waiting: 'No connection. Trying again', offline: 'You are offline', replaced: 'This device is in use in another window', 'signed-out': 'Signed out',
};

export class ConnectionLine {
  constructor({ onRetry }) {
    this.text = h('span', {});
    this.button = h('button', { type: 'button', class: 'quiet-button', hidden: true, onclick: onRetry }, 'Try now');
    this.element = h('div', { class: 'connection', role: 'status', data: { state: 'idle' } }, h('span', { class: 'dot', 'aria-hidden': 'true' }), this.text, this.button);
  }

  render(state, waiting) {
    this.element.dataset.state = state;
    const kept = waiting > 0 && state !== 'online' ? ` · ${waiting} waiting to be sent` : '';
    this.text.textContent = WORDS[state] + kept;
    this.button.hidden = state !== 'waiting' && state !== 'replaced';
    this.button.textContent = state === 'replaced' ? 'Use it here' : 'Try now';
  }
}

export class PipelineLine {
  constructor(times) {
    this.times = times;
    this.element = h('div', { class: 'pipeline', role: 'group', 'aria-label': 'What the pipeline did with your last message', hidden: true });
  }

  render() {
    const stages = this.times.stages();
    this.element.hidden = !this.times.current;
    const refused = this.times.current?.refused;
    this.element.replaceChildren(...stages.map(({ name, ms }, at) => h('span', {
      class: `stage ${ms !== null ? 'stage-done' : refused && at === 1 ? 'stage-refused' : ''}`, data: { stage: name, ms: ms ?? '' },
    }, h('span', { class: 'stage-dot', 'aria-hidden': 'true' }), h('span', { class: 'stage-name' }, refused && at === 1 ? 'refused' : name), ms !== null && at > 0 ? h('span', { class: 'stage-ms' }, duration(ms)) : null)));
  }
}
