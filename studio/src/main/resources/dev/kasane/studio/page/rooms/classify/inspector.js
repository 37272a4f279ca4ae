import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {fresh, paintSigned, tile} from '/base/heat.js';
import {FEATURES} from '/rooms/classify/texts.js';
import {startsOf, stagesOf} from '/rooms/classify/stages.js';

const SIDE = 150;

/** One neuron large, with its weights to change. Fires "weight-set" {layer, to, from, value}. */
export class ClassifyInspector extends KasaneElement {
  static properties = {
    layers: {attribute: false},
    features: {attribute: false},
    maps: {attribute: false},
    weights: {attribute: false},
    chosen: {attribute: false},
    before: {type: Boolean},
  };

  #focused = null;

  render() {
    const stage = this.chosen && this.layers ? stagesOf(this.layers)[this.chosen.stage] : undefined;
    const layer = stage && this.layers[this.before && stage.first > 0 ? stage.first : stage.last];
    if (!layer || this.chosen.neuron >= layer.size || !this.maps || !this.weights) {
      return html`<p class="faint">${t('classify.diagramHelp')}</p>`;
    }
    const {neuron} = this.chosen;
    const own = this.weights.find(one => one.layer === stage.first);
    // Behind maxout one shown neuron stands for several that have weights; the first of them is shown.
    const to = own ? Math.floor(neuron * own.weights.length / layer.size) : 0;
    return html`
      <div class="inspector">
        <div>
          <h3>${stage.first === 0 ? t('classify.input', FEATURES[this.features[neuron]])
              : t('classify.neuron', neuron + 1, layer.index, layer.type)}</h3>
          <canvas class="pixels large" role="img" aria-label=${t('classify.diagram')}></canvas>
          <p class="faint">${t('classify.largest', number(this.#high(layer, neuron), 3))}</p>
        </div>
        ${own ? this.#table(own, to) : html`<p class="faint">${t('classify.noWeights')}</p>`}
      </div>`;
  }

  #table(own, to) {
    const stages = stagesOf(this.layers);
    return html`<div class="scroll weights"><table>
      <thead><tr><th>${t('classify.from')}</th><th>${t('classify.weight')}</th></tr></thead>
      <tbody>
        ${own.weights[to].map((value, from) => html`<tr>
          <td>${this.chosen.stage === 1 && stages[0].last === 0 ? FEATURES[this.features[from]] : from + 1}</td>
          <td>${this.#input(own.layer, to, from, value)}</td></tr>`)}
        <tr><td>${t('classify.bias')}</td><td>${this.#input(own.layer, to, -1, own.biases[to])}</td></tr>
      </tbody></table></div>`;
  }

  #input(layer, to, from, value) {
    const id = `weight-${layer}-${to}-${from}`;
    // What is being typed stays while training goes on.
    const shown = document.activeElement?.id === id ? document.activeElement.value : (value ?? NaN).toPrecision(4);
    return html`<input type="number" step="any" id=${id} .value=${shown}
        @change=${e => this.#set(e, layer, to, from)}>`;
  }

  #set(e, layer, to, from) {
    if (e.target.value !== '') {
      this.dispatchEvent(new CustomEvent('weight-set', {detail: {layer, to, from, value: Number(e.target.value)}}));
    }
  }

  #high(layer, neuron) {
    const {values, size} = this.maps;
    const begin = (startsOf(this.layers)[layer.index] + neuron) * size * size;
    let high = 0;
    for (let i = begin; i < begin + size * size; i++) {
      high = Math.max(high, Math.abs(values[i]));
    }
    return high;
  }

  updated(changed) {
    const canvas = this.querySelector('canvas.large');
    if (canvas) {
      const stage = stagesOf(this.layers)[this.chosen.stage];
      const index = this.before && stage.first > 0 ? stage.first : stage.last;
      const {values, size} = this.maps;
      const painted = tile(size);
      paintSigned(painted, values, (startsOf(this.layers)[index] + this.chosen.neuron) * size * size, size);
      fresh(canvas, SIDE, SIDE).drawImage(painted, 0, 0, SIDE, SIDE);
    }
    if (changed.has('chosen') && this.chosen && this.chosen.from !== null && this.#focused !== this.chosen) {
      this.#focused = this.chosen;
      const stage = stagesOf(this.layers)[this.chosen.stage];
      this.querySelector(`input[id^="weight-${stage.first}-"][id$="-${this.chosen.from}"]`)?.select();
    }
  }
}

customElements.define('classify-inspector', ClassifyInspector);
