import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';

const RATE_LOW = -5;
const RATE_HIGH = 1;

/**
 * The settings that may change while a run goes on. Fires 'setting' with {name: value} when a person has changed one.
 *
 *   <train-settings .setup=${setup} .optimizers=${names} @setting=${e => ...}></train-settings>
 */
class TrainSettings extends KasaneElement {
  static properties = {setup: {attribute: false}, optimizers: {attribute: false}};

  #set(name, value) {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.requestUpdate();
      return;
    }
    this.dispatchEvent(new CustomEvent('setting', {detail: {[name]: value}}));
  }

  #number(name, {min = 0, max, step = 'any', whole = false} = {}) {
    return html`<label class="field"><span>${t('image.' + (name === 'learningRate' ? 'rate' : name))}</span>
      <input type="number" name=${name} min=${min} max=${max} step=${step} .value=${String(this.setup[name])}
          @change=${({target}) => this.#set(name, whole ? Math.round(target.valueAsNumber) : target.valueAsNumber)}>
    </label>`;
  }

  render() {
    const setup = this.setup;
    if (!setup) {
      return '';
    }
    return html`
      <div class="fields">
        <label class="field"><span>${t('image.optimizer')}</span>
          <select name="optimizer" @change=${e => this.#set('optimizer', e.target.value)}>
            ${this.optimizers.map(name => html`<option .selected=${name === setup.optimizer}>${name}</option>`)}
          </select></label>
        ${this.#number('learningRate', {max: 100})}
        <label class="field wide"><span class="faint">10<sup>${RATE_LOW}</sup></span>
          <input type="range" min=${RATE_LOW} max=${RATE_HIGH} step="0.05" aria-label=${t('image.rate')}
              .value=${String(Math.log10(Math.max(setup.learningRate, 1e-6)))}
              @change=${e => this.#set('learningRate', Number((10 ** e.target.valueAsNumber).toPrecision(3)))}>
          <span class="faint">10</span></label>
        ${this.#number('momentum', {max: 0.9999})}
        ${this.#number('batchSize', {min: 1, max: 4096, step: 1, whole: true})}
        ${this.#number('l2', {max: 10})}
        ${this.#number('l1', {max: 10})}
        ${this.#number('epochs', {min: 1, max: 100000, step: 1, whole: true})}
      </div>`;
  }
}

customElements.define('train-settings', TrainSettings);
