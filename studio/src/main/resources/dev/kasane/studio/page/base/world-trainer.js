import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {addTexts, t} from '/base/texts.js';

addTexts({
  'trainer.title': ['Training', '学習の設定'],
  'trainer.method': ['method', '手法'],
  'trainer.rate': ['learning rate', '学習率'],
  'trainer.momentum': ['momentum', 'モメンタム'],
  'trainer.batch': ['batch size', 'バッチサイズ'],
  'trainer.l2': ['L2 decay', 'L2 正則化'],
  'trainer.l1': ['L1 decay', 'L1 正則化'],
});

const METHODS = ['sgd', 'nesterov', 'adagrad', 'windowgrad', 'adadelta', 'adam'];

/**
 * Settings of a trainer that change while it runs.
 *
 *   <world-trainer .settings=${settings} .change=${async settings => ...}></world-trainer>
 *
 * `settings` is {method, learningRate, momentum, batchSize, l2, l1}. A value that the studio refuses returns to what it
 * was.
 */
export class WorldTrainer extends KasaneElement {
  static properties = {settings: {attribute: false}, change: {attribute: false}};

  render() {
    const s = this.settings;
    if (!s) {
      return '';
    }
    return html`
      <h3>${t('trainer.title')}</h3>
      <div class="trainer-fields">
        <label class="field"><span>${t('trainer.method')}</span> <select name="method"
            @change=${e => this.#set('method', e.target.value)}>
          ${METHODS.map(one => html`<option ?selected=${one === s.method}>${one}</option>`)}</select></label>
        <label class="field"><span>${t('trainer.rate')}</span>
          ${this.#number('learningRate', s.method === 'adadelta')}</label>
        <input type="range" min="-5" max="1" step="0.05" aria-label=${t('trainer.rate')}
            .value=${String(Math.log10(s.learningRate || 1e-5))} ?disabled=${s.method === 'adadelta'}
            @change=${e => this.#set('learningRate', Number((10 ** Number(e.target.value)).toPrecision(2)))}>
        <label class="field"><span>${t('trainer.momentum')}</span>
          ${this.#number('momentum', s.method !== 'sgd' && s.method !== 'nesterov')}</label>
        <label class="field"><span>${t('trainer.batch')}</span> ${this.#number('batchSize')}</label>
        <label class="field"><span>${t('trainer.l2')}</span> ${this.#number('l2')}</label>
        <label class="field"><span>${t('trainer.l1')}</span> ${this.#number('l1')}</label>
      </div>`;
  }

  #number(name, disabled = false) {
    return html`<input type="number" name=${name} min="0" step="any" .value=${String(this.settings[name])}
        ?disabled=${disabled}
        @change=${e => this.#set(name, e.target.value === '' ? NaN : Number(e.target.value), e.target)}>`;
  }

  async #set(name, value, input) {
    const done = await this.attempt(async () => {
      await this.change({...this.settings, [name]: value});
      return true;
    });
    if (!done && input) {
      input.value = String(this.settings[name]);
    }
  }
}

customElements.define('world-trainer', WorldTrainer);
