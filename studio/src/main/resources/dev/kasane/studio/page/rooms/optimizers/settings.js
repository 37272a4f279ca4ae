import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {PALETTE} from '/base/theme.js';
import {post} from '/base/api.js';

const COMMON = [['batch', 1, 512, 1], ['l2', 0, 1, 'any'], ['target', 0.1, 1, 0.01], ['seed', 0, 1e9, 1]];

/** Which methods race and how; fires `opt-changed` when a race was begun. */
class OptSettings extends KasaneElement {
  static properties = {setup: {attribute: false}, draft: {state: true}, busy: {state: true}};

  #seen = '';

  willUpdate() {
    const now = JSON.stringify(this.setup.settings);
    if (now !== this.#seen) {
      this.#seen = now;
      this.draft = this.#draftOf(this.setup.settings);
    }
  }

  /** Every method once, with its own values or the defaults, and whether it races. */
  #draftOf(settings) {
    const methods = this.setup.methods.map(method => {
      const racer = settings.methods.find(one => one.method === method.id);
      return {method: method.id, on: racer !== undefined, values: racer?.values
          ?? Object.fromEntries(method.knobs.map(knob => [knob.name, knob.value]))};
    });
    return {...settings, methods};
  }

  /** The settings to begin with; another network may be given. */
  body(net) {
    const {methods, ...common} = this.draft;
    return {...common, net: net ?? common.net,
      methods: methods.filter(one => one.on).map(({method, values}) => ({method, values}))};
  }

  render() {
    const changed = JSON.stringify(this.body()) !== this.#seen;
    return html`
      <form class="stack" @submit=${e => this.#apply(e)}>
        <h3>${t('opt.methods')}</h3>
        <div class="opt-methods">${this.draft.methods.map((racer, i) => this.#method(racer, i))}</div>
        <h3>${t('opt.common')}</h3>
        <div class="row">
          <label>${t('opt.data')} <select name="data" @change=${e => this.#set({data: e.target.value})}>
            ${['mnist', 'digits'].map(name => html`<option value=${name} .selected=${name === this.draft.data}
                ?disabled=${name === 'mnist' && !this.setup.mnist}>${t('opt.' + name)}</option>`)}</select></label>
          ${COMMON.map(([name, low, high, step]) => html`<label>${t('opt.' + name)}
            <input type="number" name=${name} min=${low} max=${high} step=${step} .value=${String(this.draft[name])}
                @input=${e => this.#set({[name]: Number(e.target.value)})}></label>`)}
        </div>
        ${this.setup.mnist ? '' : html`<p class="faint">${t('opt.noMnist')}</p>`}
        <div class="row">
          <button class="primary opt-apply" ?disabled=${this.busy}>${t('opt.apply')}</button>
          ${this.busy ? html`<span class="faint">${t('opt.preparing')}</span>`
            : changed ? html`<span class="faint">${t('opt.unapplied')}</span>` : ''}
        </div>
      </form>`;
  }

  #method(racer, index) {
    const method = this.setup.methods[index];
    const on = this.setup.settings.methods.findIndex(one => one.method === racer.method);
    return html`<div class="opt-method">
      <label><input type="checkbox" name=${method.id} .checked=${racer.on}
          @change=${e => this.#change(index, {on: e.target.checked})}>
        <svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="3"
            fill=${on < 0 ? 'none' : PALETTE[on % PALETTE.length]}></rect></svg> ${method.title}</label>
      <span class="opt-knobs">${method.knobs.map(knob => html`<label>${t('opt.' + knob.name)}
        <input type="number" name="${method.id}-${knob.name}" step="any" min=${knob.low} max=${knob.high}
            .value=${short(racer.values[knob.name])} ?disabled=${!racer.on} @input=${e => this.#change(index,
              {values: {...racer.values, [knob.name]: Number(e.target.value)}})}></label>`)}</span>
    </div>`;
  }

  #change(index, part) {
    this.#set({methods: this.draft.methods.map((one, i) => i === index ? {...one, ...part} : one)});
  }

  #set(part) {
    this.draft = {...this.draft, ...part};
  }

  async #apply(event) {
    event.preventDefault();
    await this.attempt(() => this.begin(this.body()));
  }

  /** Begins a race; throws what the studio answers. */
  async begin(body) {
    this.busy = true;
    try {
      await post('optimizers/settings', body);
      this.dispatchEvent(new CustomEvent('opt-changed', {bubbles: true}));
    } finally {
      this.busy = false;
    }
  }
}

/** Small numbers as 1e-6. */
function short(value) {
  return value !== 0 && value < 1e-3 ? value.toExponential() : String(value);
}

customElements.define('opt-settings', OptSettings);
