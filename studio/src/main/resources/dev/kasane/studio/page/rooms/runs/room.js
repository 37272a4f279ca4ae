import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {get, post} from '/base/api.js';
import {Poll} from '/base/poll.js';
import {number, t} from '/base/texts.js';
import '/rooms/runs/texts.js';
import '/rooms/runs/charts.js';
import '/rooms/runs/report-button.js';
import {epochTable} from '/rooms/runs/epochs.js';
import {FollowedRun} from '/rooms/runs/follow.js';

const LIST_INTERVAL = 2_000;
const RUN_INTERVAL = 500;
const REST_INTERVAL = 2_000;

/** Follows and steers runs, whoever has begun them: #/runs, or #/runs/run-1 for one of them. */
class RunsRoom extends KasaneElement {
  static properties = {
    runs: {state: true},
    run: {state: true},
    shown: {state: true},
    tab: {state: true},
  };

  #list = new Poll(() => this.#askList(), LIST_INTERVAL);
  #one = new Poll(() => this.#askRun(), RUN_INTERVAL);
  #hash = () => this.#choose();

  constructor() {
    super();
    this.runs = null;
    this.run = null;
    this.shown = 0;
    /** What the person has chosen to see. */
    this.tab = null;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#hash);
    this.#list.start();
    this.#one.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#hash);
    this.#list.stop();
    this.#one.stop();
  }

  async #askList() {
    const runs = (await get('runs/list')).runs;
    if (JSON.stringify(runs) !== JSON.stringify(this.runs)) {
      this.runs = runs;
    }
    this.#choose();
  }

  /** The run that the address names, else the newest. */
  #choose() {
    if (!this.runs?.length) {
      this.run = null;
      return;
    }
    const named = location.hash.match(/^#\/runs\/([\w-]+)/)?.[1];
    const id = this.runs.some(one => one.id === named) ? named : this.runs.at(-1).id;
    if (this.run?.id !== id) {
      this.run = new FollowedRun(id);
      this.#one.now();
    }
  }

  async #askRun() {
    const run = this.run;
    if (run === null) {
      return;
    }
    const before = JSON.stringify([run.state?.state, run.state?.step, run.version]);
    await run.update();
    this.#one.interval = run.state.state === 'RUNNING' ? RUN_INTERVAL : REST_INTERVAL;
    if (before !== JSON.stringify([run.state.state, run.state.step, run.version])) {
      this.shown++;
    }
  }

  async #steer(action, body = {}) {
    await this.attempt(() => post(`runs/${action}`, {run: this.run.id, ...body}));
    this.#one.now();
  }

  async #setRate(event) {
    event.preventDefault();
    const rate = Number(event.target.elements.rate.value);
    await this.#steer('rate', {rate});
  }

  render() {
    return html`
      <link rel="stylesheet" href="/rooms/runs/room.css">
      <h2>${t('runs.title')}</h2>
      <p class="faint">${t('runs.intro')}</p>
      ${this.runs?.length === 0 ? html`<p class="panel">${t('runs.none')}</p>` : ''}
      ${this.run?.state ? this.#view(this.run) : ''}`;
  }

  #view(run) {
    return html`
      <div class="stack">
        <div class="panel stack">
          <div class="row">
            <label>${t('runs.choose')} <select id="run"
                @change=${e => { location.hash = `#/runs/${e.target.value}`; }}>
              ${this.runs.map(one => html`<option value=${one.id} ?selected=${one.id === run.id}
                  >${one.title} (${one.id})</option>`)}
            </select></label>
            <span class="run-state ${run.state.state.toLowerCase()}" role="status"
                >${t(`runs.${run.state.state}`)}</span>
            <span class="faint">${run.state.message}</span>
            <span class="spring"></span>
            <report-button id="report" .run=${run.id}></report-button>
          </div>
          ${this.#numbers(run.state)}
          ${run.state.steered ? this.#controls(run.state) : html`<p class="faint">${t('runs.elsewhere')}</p>`}
        </div>
        <div class="row tabs" role="group" aria-label=${t('runs.views')}>
          ${['curves', 'inside'].map(one => html`<button id="view-${one}" aria-pressed=${this.#tab === one}
              @click=${() => this.#show(one)}>${t(`runs.view.${one}`)}</button>`)}
        </div>
        ${this.#tab === 'curves'
            ? html`<runs-charts .run=${run} .version=${run.version}></runs-charts>${epochTable(run)}`
            : html`<inside-panel .run=${run.id}></inside-panel>`}
      </div>`;
  }

  /** Without a choice: the curves, unless there is a model and no training to show. */
  get #tab() {
    const tab = this.tab ?? (this.run.state.state === 'READY' && this.run.curve('loss').x.length === 0
        ? 'inside' : 'curves');
    if (tab === 'inside') {
      import('/rooms/inside/inside-panel.js');
    }
    return tab;
  }

  #show(tab) {
    this.tab = tab;
  }

  #numbers(state) {
    const epochs = `${number(state.epoch, 3)} / ${number(state.wantedEpochs, 9)}`;
    const rows = [['runs.epoch', epochs], ['runs.steps', number(state.step, 9)], ['runs.loss', number(state.loss)],
      ['runs.accuracy', number(state.accuracy)], ['runs.rate', number(state.rate)],
      ['runs.speed', number(state.speed, 4)],
      ['runs.left', Number.isFinite(state.secondsLeft) ? `${number(Math.ceil(state.secondsLeft), 6)} s` : '–']];
    return html`<dl class="run-numbers">${rows.map(([key, value]) => html`<div><dt>${t(key)}</dt>
      <dd>${value}</dd></div>`)}</dl>`;
  }

  #controls(state) {
    const active = state.state === 'RUNNING' || state.state === 'PAUSED';
    return html`
      <div class="row">
        <button id="pause" class="primary" ?disabled=${!active}
            @click=${() => this.#steer(state.state === 'PAUSED' ? 'resume' : 'pause')}
            >${t(state.state === 'PAUSED' ? 'runs.resume' : 'runs.pause')}</button>
        <button id="stop" ?disabled=${!active} @click=${() => this.#steer('stop')}>${t('runs.stop')}</button>
        <form class="row" @submit=${e => this.#setRate(e)}>
          <label>${t('runs.rate')} <input name="rate" type="number" min="0" step="any" required ?disabled=${!active}
              placeholder=${number(state.rate)}></label>
          <button id="set-rate" ?disabled=${!active}>${t('runs.set')}</button>
        </form>
      </div>`;
  }
}

customElements.define('runs-room', RunsRoom);
