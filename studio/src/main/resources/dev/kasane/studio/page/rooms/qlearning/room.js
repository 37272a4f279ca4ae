import {html} from 'lit';
import {WorldElement} from '/base/world-element.js';
import {get, post} from '/base/api.js';
import {number, t} from '/base/texts.js';
import '/base/chart.js';
import './texts.js';
import './apple-world.js';
import './eyes.js';
import './network.js';
import './settings.js';
import './file.js';

const SPEEDS = [15, 60, 240, 1000, 0];
const CURVE_EVERY = 1_000;

/** The apple world. */
class QLearningRoom extends WorldElement {
  static properties = {setup: {state: true}, view: {state: true}, curve: {state: true}};

  #curveAt = 0;

  constructor() {
    super('qlearning', 30);
  }

  async editionChanged() {
    this.setup = await get('qlearning/setup');
    this.#curveAt = 0;
  }

  async versionChanged() {
    this.view = await get('qlearning/view');
    if (performance.now() - this.#curveAt > CURVE_EVERY) {
      this.curve = await get('qlearning/curve');
      this.#curveAt = performance.now();
    }
  }

  render() {
    const {setup, view} = this;
    if (!setup || !view) {
      return html`<link rel="stylesheet" href="/rooms/qlearning/room.css">`;
    }
    return html`
      <link rel="stylesheet" href="/rooms/qlearning/room.css">
      <p class="faint">${t('ql.intro')}</p>
      <div class="ql-columns" @ql-changed=${() => this.poll.now()}>
        <section class="panel stack">
          <world-controls world="qlearning" .loop=${this.loop} .speeds=${SPEEDS} .playText=${t('ql.play')}
              .stepsText=${t('ql.ticks', number(view.clock, 12))}
              @world-changed=${() => this.poll.now()}></world-controls>
          <apple-world .setup=${setup} .view=${view}></apple-world>
          <div class="row">
            <label><input type="checkbox" class="learning" .checked=${setup.rates.learning}
                @change=${e => this.#learn(e.target.checked)}> ${t('ql.learning')}</label>
          </div>
          ${this.#numbers(view)}
        </section>
        <div class="stack">
          <section class="panel"><ql-eyes .setup=${setup} .view=${view}></ql-eyes></section>
          <section class="panel"><ql-network .view=${view}></ql-network></section>
        </div>
        <section class="panel">${this.#chart('rewardCurve', [['reward', 'reward']])}</section>
        <section class="panel">${this.#chart('eatCurve', [['apples', 'apples', '#009e73'],
          ['poison', 'poisons', '#d55e00']])}</section>
        <section class="panel">${this.#chart('lossCurve', [['loss', 'loss'], ['epsilon', 'epsilon']])}</section>
        <div class="stack">
          <ql-settings .setup=${setup}></ql-settings>
          <ql-file></ql-file>
        </div>
      </div>`;
  }

  #numbers(view) {
    const rows = [
      ['eaten', t('ql.eatenValue', number(view.apples, 9), number(view.poison, 9))],
      ['reward', view.clock < 10 ? '–' : number(view.averageReward, 3)],
      ['rewardNow', number(view.reward, 3)],
      ['epsilon', number(view.epsilon, 3)],
      ['loss', view.loss < 0 ? '–' : number(view.loss, 3)],
      ['age', number(view.age, 9)],
      ['experiences', number(view.experiences, 9)],
    ];
    return html`<dl class="ql-numbers">${rows.map(([key, value]) => html`<div><dt>${t('ql.' + key)}</dt>
      <dd class=${key}>${value}</dd></div>`)}</dl>`;
  }

  #chart(title, columns) {
    const series = this.curve ? columns.map(([column, text, colour]) => ({name: t('ql.' + text), x: this.curve.x,
      y: this.curve.y[this.curve.names.indexOf(column)], colour})) : [];
    return html`<kasane-chart .title=${t('ql.' + title)} .series=${series} xlabel=${t('ql.ticksAxis')}></kasane-chart>`;
  }

  async #learn(learning) {
    const setup = await this.attempt(() => post('qlearning/rates', {learning}));
    if (setup) {
      this.setup = setup;
    }
  }
}

customElements.define('qlearning-room', QLearningRoom);
