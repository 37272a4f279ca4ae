import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';

const ACTIVATIONS = ['', 'relu', 'sigmoid', 'tanh'];

/** Types of layers, the settings of each, and what a new one begins with. */
const TYPES = {
  input: {out_sx: 28, out_sy: 28, out_depth: 1},
  conv: {sx: 3, filters: 16, stride: 1, pad: 1, activation: 'relu'},
  pool: {sx: 2, stride: 2},
  fc: {num_neurons: 64, activation: 'relu'},
  dropout: {drop_prob: 0.3},
  batchnorm: {},
  relu: {},
  sigmoid: {},
  tanh: {},
  gelu: {},
  swish: {},
  elu: {},
  leakyrelu: {},
  avgpool: {sx: 2, stride: 2},
  globalavgpool: {},
  softmax: {num_classes: 10},
  svm: {num_classes: 10},
};

/** Settings that a block shows though its text may leave them out, with what that means. */
const IMPLIED = {
  conv: {sx: 3, filters: 8, stride: 1, pad: 0, activation: '', drop_prob: 0},
  pool: {sx: 2, stride: 2, pad: 0},
  fc: {num_neurons: 10, activation: '', drop_prob: 0},
};

/**
 * Layers one below the other. Fires 'definitions' with a new list when a person has changed something.
 *
 *   <net-blocks .definitions=${list} .mistake=${-1} @definitions=${e => ...}></net-blocks>
 */
class NetBlocks extends KasaneElement {
  static properties = {definitions: {attribute: false}, mistake: {type: Number}, adding: {state: true}};

  constructor() {
    super();
    this.definitions = [];
    this.mistake = -1;
    this.adding = 'conv';
  }

  #say(definitions) {
    this.definitions = definitions;
    this.dispatchEvent(new CustomEvent('definitions', {detail: definitions}));
  }

  #set(index, name, value) {
    const list = this.definitions.map(one => ({...one}));
    const implied = IMPLIED[list[index].type]?.[name];
    if (value === implied && (value === '' || value === 0)) {
      delete list[index][name];
    } else {
      list[index][name] = value;
    }
    this.#say(list);
  }

  #move(index, by) {
    const list = [...this.definitions];
    [list[index], list[index + by]] = [list[index + by], list[index]];
    this.#say(list);
  }

  #add() {
    const at = Math.max(1, this.definitions.length - 1);
    this.#say(this.definitions.toSpliced(at, 0, {type: this.adding, ...TYPES[this.adding]}));
  }

  render() {
    const last = this.definitions.length - 1;
    return html`
      <ol class="blocks" start="0">
        ${this.definitions.map((one, index) => html`
          <li class="block ${index === this.mistake ? 'wrong' : ''}" data-type=${one.type}>
            <strong>${one.type}</strong>
            <span class="tools">
              <button class="small" aria-label=${t('image.net.up', one.type)} ?disabled=${index < 2 || index === last}
                  @click=${() => this.#move(index, -1)}>↑</button>
              <button class="small" aria-label=${t('image.net.down', one.type)}
                  ?disabled=${index === 0 || index >= last - 1} @click=${() => this.#move(index, 1)}>↓</button>
              <button class="small" aria-label=${t('image.net.removeLayer', one.type)}
                  ?disabled=${index === 0 || index === last}
                  @click=${() => this.#say(this.definitions.toSpliced(index, 1))}>×</button>
            </span>
            <span class="row">${this.#settings(one, index)}</span>
          </li>`)}
      </ol>
      <div class="row">
        <select aria-label=${t('image.net.new')} @change=${e => { this.adding = e.target.value; }}>
          ${Object.keys(TYPES).filter(type => type !== 'input' && type !== 'softmax' && type !== 'svm')
              .map(type => html`<option .selected=${type === this.adding}>${type}</option>`)}
        </select>
        <button id="add-layer" @click=${() => this.#add()}>${t('image.net.add')}</button>
      </div>`;
  }

  #settings(one, index) {
    const shown = {...IMPLIED[one.type], ...one};
    return Object.entries(shown).filter(([name]) => name !== 'type').map(([name, value]) => {
      if (name === 'activation') {
        return html`<label><span class="faint">${name}</span>
          <select name=${name} @change=${e => this.#set(index, name, e.target.value)}>
            ${ACTIVATIONS.map(each => html`<option value=${each} .selected=${each === value}>${each || '–'}</option>`)}
          </select></label>`;
      }
      if (typeof value !== 'number') {
        return html`<span class="faint">${name}: ${String(value)}</span>`;
      }
      return html`<label><span class="faint">${name}</span>
        <input type="number" name=${name} step="any" .value=${String(value)} @change=${e => {
          if (Number.isFinite(e.target.valueAsNumber)) {
            this.#set(index, name, e.target.valueAsNumber);
          }
        }}></label>`;
    });
  }
}

customElements.define('net-blocks', NetBlocks);
