import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {addTexts, number, t} from '/base/texts.js';
import {post} from '/base/api.js';

addTexts({
  'world.play': ['Train', '学習'],
  'world.pause': ['Pause', '一時停止'],
  'world.step': ['Step', '1ステップ'],
  'world.reset': ['Reset', 'リセット'],
  'world.speed': ['speed', '速さ'],
  'world.unlimited': ['as fast as possible', '最高速'],
  'world.perSecond': ['{0} /s', '毎秒{0}'],
  'world.steps': ['{0} steps', '{0}ステップ'],
  'world.rate': ['{0} steps/s', '毎秒{0}ステップ'],
  'world.keys': ['Space: train or pause, N: one step, R: reset',
      'スペース: 学習・一時停止、N: 1ステップ、R: リセット'],
});

const SPEEDS = [1, 5, 20, 100, 1000, 0];

/**
 * Play, pause, step, reset and speed of a world, with the keys Space, N and R.
 *
 *   <world-controls world="classify" .loop=${this.loop} @world-changed=${() => this.poll.now()}></world-controls>
 *
 * `loop` is what GET /api/WORLD/loop answers. `playText` and `stepsText` replace the words "Train" and "{0} steps";
 * give them translated.
 */
export class WorldControls extends KasaneElement {
  static properties = {
    world: {},
    loop: {attribute: false},
    speeds: {attribute: false},
    playText: {attribute: false},
    stepsText: {attribute: false},
  };

  #keys = e => this.#key(e);

  constructor() {
    super();
    this.speeds = SPEEDS;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#keys);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#keys);
  }

  render() {
    const loop = this.loop;
    if (!loop) {
      return '';
    }
    return html`
      <div class="row world-controls" role="group" title=${t('world.keys')}>
        <button class="primary play" aria-keyshortcuts="Space"
            @click=${() => this.#do(loop.running ? 'pause' : 'play')}>${loop.running
              ? t('world.pause') : this.playText ?? t('world.play')}</button>
        <button class="step" aria-keyshortcuts="N" @click=${() => this.#do('step', {count: 1})}
            >${t('world.step')}</button>
        <button class="reset" aria-keyshortcuts="R" @click=${() => this.#do('reset')}>${t('world.reset')}</button>
        <label>${t('world.speed')}
          <select class="speed" @change=${e => this.#do('speed', {stepsPerSecond: Number(e.target.value)})}>
            ${this.#choices().map(speed => html`<option value=${speed} .selected=${speed === loop.speed}>${
              speed === 0 ? t('world.unlimited') : t('world.perSecond', number(speed))}</option>`)}
          </select></label>
        <span class="faint steps">${this.stepsText ?? t('world.steps', number(loop.steps, 12))}${
          loop.running ? ' · ' + t('world.rate', number(loop.rate, 3)) : ''}</span>
      </div>
      ${loop.error ? html`<p class="bad world-error" role="alert">${loop.error}</p>` : ''}`;
  }

  #choices() {
    return this.speeds.includes(this.loop.speed) ? this.speeds : [this.loop.speed, ...this.speeds];
  }

  async #do(action, body = {}) {
    const state = await this.attempt(() => post(`${this.world}/${action}`, body));
    if (state) {
      this.loop = state;
      this.dispatchEvent(new CustomEvent('world-changed', {bubbles: true, detail: {action, state}}));
    }
  }

  #key(e) {
    const typing = e.target.closest?.('input, textarea, select, button, a, summary, [contenteditable], [data-keys]');
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || typing || !this.loop) {
      return;
    }
    if (e.key === ' ') {
      e.preventDefault();
      this.#do(this.loop.running ? 'pause' : 'play');
    } else if (e.key === 'n') {
      this.#do('step', {count: 1});
    } else if (e.key === 'r') {
      this.#do('reset');
    }
  }
}

customElements.define('world-controls', WorldControls);
