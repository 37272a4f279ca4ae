import {html} from 'lit';
import {get, post} from '/base/api.js';
import {KasaneElement, toast} from '/base/element.js';
import {Poll} from '/base/poll.js';
import {t, number, percent} from '/base/texts.js';
import {NOW, momentOf, onMoment, setMoment} from './moment.js';
import './texts.js';

const INTERVAL = 1500;
const METHODS = ['sgd', 'nesterov', 'adam', 'adamw', 'rmsprop', 'adagrad', 'adadelta', 'windowgrad'];

/**
 * A slider over the kept moments of a run. What is chosen holds for all elements that show the inside of that run. A
 * new run may begin from a moment, with other settings; then `branched` is fired with its id.
 */
class TimeTravel extends KasaneElement {
  static properties = {
    run: {},
    moments: {state: true},
    branching: {state: true},
  };

  #poll = null;
  #end = null;

  constructor() {
    super();
    this.run = null;
    this.moments = [];
    this.branching = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#end = onMoment(() => this.requestUpdate());
    this.#poll = new Poll(() => this.#follow(), INTERVAL).start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
    this.#poll.stop();
  }

  willUpdate(changed) {
    if (changed.has('run')) {
      this.moments = [];
      this.branching = false;
      this.#poll?.now();
    }
  }

  async #follow() {
    if (this.run) {
      const {run} = this;
      const moments = await get('inside/checkpoints', {run});
      if (run === this.run) {
        this.moments = moments;
        const at = momentOf(run);
        if (at !== NOW && !moments.some(one => one.id === at)) {
          setMoment(run, NOW);
        }
      }
    }
  }

  render() {
    const {moments} = this;
    if (!this.run) {
      return html``;
    }
    const at = momentOf(this.run);
    const found = moments.findIndex(one => one.id === at);
    const place = found < 0 ? moments.length : found;
    const moment = moments[place];
    return html`<link rel="stylesheet" href="/rooms/inside/inside.css">
      <section class="panel time-travel ${moment ? 'past' : ''}" aria-label=${t('inside.time')}>
        <div class="row"><h3>${t('inside.time')}</h3>
          ${moments.length === 0 ? html`<span class="faint">${t('inside.noMoments')}</span>` : html`
            <output>${this.#text(moment)}</output>
            ${moment ? html`<button class="small time-now" @click=${() => setMoment(this.run, NOW)}
                >${t('inside.toNow')}</button>
              <button class="small time-branch" aria-expanded=${this.branching ? 'true' : 'false'}
                @click=${() => { this.branching = !this.branching; }}>${t('inside.branch')}</button>` : ''}`}</div>
        ${moments.length > 0 ? html`<input type="range" min="0" max=${moments.length} step="1" .value=${String(place)}
            aria-label=${t('inside.moment')} aria-valuetext=${this.#text(moment)}
            @input=${e => setMoment(this.run, moments[Number(e.target.value)]?.id ?? NOW)}>` : ''}
        ${moment && this.branching ? this.#branch(moment) : ''}
      </section>`;
  }

  #text(moment) {
    if (!moment) {
      return t('inside.now');
    }
    const measured = moment.loss === null ? '' : ' · ' + t('inside.atMeasured', number(moment.loss, 3),
        percent(moment.accuracy));
    return t('inside.at', number(moment.step, 9), number(moment.epoch, 3)) + measured;
  }

  #branch(moment) {
    return html`<form class="row time-branch-form" @submit=${e => this.#start(e, moment)}>
      <label>${t('inside.optimizer')} <select name="optimizer"><option value="">${t('inside.unchanged')}</option>
        ${METHODS.map(one => html`<option value=${one}>${one}</option>`)}</select></label>
      <label>${t('inside.learningRate')} <input name="learningRate" type="number" step="any" min="0"
          placeholder=${t('inside.unchanged')}></label>
      <label>${t('inside.batchSize')} <input name="batchSize" type="number" step="1" min="1"
          placeholder=${t('inside.unchanged')}></label>
      <button class="primary">${t('inside.branchNow')}</button></form>`;
  }

  async #start(event, moment) {
    event.preventDefault();
    const values = new FormData(event.target);
    const settings = {};
    if (values.get('optimizer')) {
      settings.optimizer = values.get('optimizer');
    }
    for (const name of ['learningRate', 'batchSize']) {
      if (values.get(name)) {
        settings[name] = Number(values.get(name));
      }
    }
    await this.attempt(async () => {
      const answer = await post('image/branch', {run: this.run, checkpoint: moment.id, settings, train: true});
      toast(t('inside.branched', moment.step));
      this.branching = false;
      this.dispatchEvent(new CustomEvent('branched', {bubbles: true, detail: {run: answer.run}}));
    });
  }
}

customElements.define('time-travel', TimeTravel);
