import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {percent, t} from '/base/texts.js';
import {FEATURES} from '/rooms/classify/texts.js';

const KINDS = ['circle', 'xor', 'gauss', 'spiral', 'random', 'simple'];

/** Which points, and what of them the network is told. Fires "data-set", "features-set" and "seed-set". */
export class ClassifyData extends KasaneElement {
  static properties = {setup: {attribute: false}};

  render() {
    const {data, points, features} = this.setup;
    return html`
      <h3>${t('classify.data')}</h3>
      <div class="row kinds" role="group" aria-label=${t('classify.data')}>
        ${KINDS.map(kind => html`<button class="small" data-kind=${kind}
            aria-pressed=${String(points === null && data.kind === kind)} @click=${() => this.#data({kind})}
            >${t(`classify.kind.${kind}`)}</button>`)}
        ${points === null ? '' : html`<span class="faint">${t('classify.own')}</span>`}
      </div>
      <label class="field"><span>${t('classify.classes')}</span>
        <input type="number" name="classes" min="2" max="6" .value=${String(data.classes)}
          @change=${e => this.#data({classes: Number(e.target.value)})}></label>
      <label class="field"><span>${t('classify.count')}</span>
        <input type="number" name="count" min="1" max="500" .value=${String(data.count)}
          @change=${e => this.#data({count: Number(e.target.value)})}></label>
      ${this.#slider('noise', data.noise, 1, 0.05)}
      ${this.#slider('test', data.testShare, 0.9, 0.1)}
      <div class="row">
        <button class="small redraw" @click=${() => this.#data({seed: this.setup.data.seed + 1})}
            >${t('classify.redraw')}</button>
        <button class="small restart" @click=${() => this.#fire('seed-set', this.setup.seed + 1)}
            >${t('classify.restart')}</button>
        <span class="faint">${t('classify.seed')} ${data.seed} / ${this.setup.seed}</span>
      </div>
      <h3>${t('classify.features')}</h3>
      <div class="row features">
        ${Object.entries(FEATURES).map(([word, name]) => html`<label><input type="checkbox" data-feature=${word}
            .checked=${features.includes(word)} ?disabled=${features.length === 1 && features[0] === word}
            @change=${e => this.#feature(word, e.target.checked)}> ${name}</label>`)}
      </div>`;
  }

  #slider(name, value, max, step) {
    const key = name === 'test' ? 'testShare' : name;
    return html`<label class="slider"><span>${t(`classify.${name}`)}</span>
      <input type="range" name=${name} min="0" max=${max} step=${step} .value=${String(value)}
          @change=${e => this.#data({[key]: Number(e.target.value)})}>
      <span>${name === 'test' ? percent(value, 0) : value}</span></label>`;
  }

  #data(changes) {
    this.#fire('data-set', {...this.setup.data, ...changes});
  }

  #feature(word, on) {
    const chosen = Object.keys(FEATURES).filter(one => one === word ? on : this.setup.features.includes(one));
    this.#fire('features-set', chosen);
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }
}

customElements.define('classify-data', ClassifyData);
