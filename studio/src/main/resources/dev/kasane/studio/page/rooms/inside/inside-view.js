import {html} from 'lit';
import {get} from '/base/api.js';
import {t, number} from '/base/texts.js';
import {InsideElement} from './inside-base.js';
import {draw, images, interleaved, look, outputs} from './client.js';
import {bars, top} from './inside-bars.js';
import {choices, tools} from './inside-tools.js';
import {readImage, readSign} from './own-image.js';
import './inside-layers.js';
import './inside-explain.js';

const FIRST = 32;

/** Any image of a run: predictions, every layer's activations, gradients and filters, and how each number was made. */
class InsideView extends InsideElement {
  static properties = {
    set: {state: true},
    index: {state: true},
    label: {state: true},
    result: {state: true},
    asked: {state: true},
  };

  #input = null;
  #planes = FIRST;
  #busy = false;
  #again = false;

  constructor() {
    super();
    this.gradients = true;
    this.runChanged();
  }

  runChanged() {
    this.set = 'test';
    this.index = 0;
    this.label = -1;
    this.result = null;
    this.asked = null;
    this.#input = null;
  }

  graphChanged() {
    this.asked = null;
  }

  /** Shows a sample; others call this when a picture of it is clicked. */
  async open(index, set = 'test') {
    this.set = set;
    this.index = index;
    await this.#load();
  }

  async weightsChanged() {
    if (!this.#input) {
      await this.#load();
    } else {
      await this.#look();
    }
  }

  get #samples() {
    return this.set === 'train' ? this.layers?.trains : this.layers?.tests || this.layers?.trains;
  }

  async #load() {
    if (!this.layers || !this.#samples) {
      return;
    }
    this.index = Math.max(0, Math.min(this.#samples - 1, this.index));
    const size = this.layers.points[0].shape.reduce((a, b) => a * b, 1);
    await this.attempt(async () => {
      const {run, set, index} = this;
      const [sample, pictures] = await Promise.all([
        get('inside/sample', {run, set, index}), images(run, set, [index], size)]);
      this.label = sample.label;
      this.#input = pictures[index].slice();
    });
    await this.#look();
  }

  get where() {
    return {run: this.run, at: this.at, training: this.layers?.training ?? false, mask: this.mask, label: this.label};
  }

  async #look() {
    if (!this.#input || !this.layers) {
      return;
    }
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    do {
      this.#again = false;
      const result = await this.attempt(
          () => look(this.where, this.layers, this.#input, this.#planes, this.gradients));
      if (result) {
        this.result = result;
        await this.updateComplete;
        this.querySelector('inside-layers')?.show(result);
        this.querySelector('inside-explain')?.refresh({where: this.where, input: this.#input});
      }
    } while (this.#again);
    this.#busy = false;
  }

  #changed = async () => {
    await this.refresh();
    await this.#look();
  };

  render() {
    if (!this.run) {
      return html`<p class="faint">${t('inside.norun')}</p>`;
    }
    const {layers} = this;
    return html`<link rel="stylesheet" href="/rooms/inside/inside.css">
      ${layers ? html`
        <div class="row inside-bar-top">${this.#chooser()}${tools(this, true, this.#changed)}</div>
        <div class="inside-split">
          <div class="inside-side">
            ${this.result ? this.#answer() : ''}
            <inside-explain .run=${this.run} .asked=${this.asked}></inside-explain>
          </div>
          <div class="inside-main">
            <p class="faint">${t('inside.hint')}</p>
            <inside-layers .layers=${layers} .where=${this.where} .colours=${choices.colours} .perMap=${choices.perMap}
                ?gradients=${this.gradients && layers.gradients} @explain=${this.#explain}
                @more=${() => { this.#planes *= 8; this.#look(); }}></inside-layers>
          </div>
        </div>` : html`<p class="faint">${t('inside.waiting')}</p>`}`;
  }

  #chooser() {
    const {layers} = this;
    const image = layers.points[0].shape.length === 3;
    return html`
      ${layers.tests + layers.trains > 0 ? html`
        <label>${t('inside.image')} <select class="inside-set" @change=${e => this.open(0, e.target.value)}>
          ${layers.tests > 0 ? html`<option value="test" ?selected=${this.set === 'test'}>${t('inside.test')}</option>`
              : ''}
          ${layers.trains > 0 ? html`<option value="train" ?selected=${this.set === 'train'}>${t('inside.train')}</option>`
              : ''}
          ${this.set === 'own' ? html`<option value="own" selected>${t('inside.own')}</option>` : ''}</select></label>
        <button aria-label=${t('inside.previous')} @click=${() => this.open(this.index - 1, this.#source)}>‹</button>
        <input type="number" min="0" max=${this.#samples - 1} aria-label=${t('inside.number')} .value=${String(this.index)}
            @change=${e => this.open(Math.floor(Number(e.target.value) || 0), this.#source)}>
        <button aria-label=${t('inside.next')} @click=${() => this.open(this.index + 1, this.#source)}>›</button>
        <button @click=${() => this.open(Math.floor(Math.random() * this.#samples), this.#source)}
            >${t('inside.random')}</button>` : ''}
      ${image ? html`<label class="inside-file button">${t('inside.upload')}<input type="file"
          accept="image/png,image/jpeg,image/gif,image/webp,image/bmp" @change=${this.#upload}></label>` : ''}`;
  }

  get #source() {
    return this.set === 'own' ? 'test' : this.set;
  }

  #upload = async e => {
    const [file] = e.target.files;
    e.target.value = '';
    if (file) {
      await this.attempt(async () => {
        this.#input = this.layers.points[0].planes === 1 ? await this.#sign(file) : await readImage(file, this.layers);
        this.set = 'own';
        this.label = -1;
      });
      await this.#look();
    }
  };

  /** A picture of a digit, centred and scaled as a drawing would be. */
  async #sign(file) {
    const {ink, size} = await readSign(file);
    const seen = await draw({...this.where, label: -1}, this.layers, ink, size, 1, false);
    return interleaved(this.layers, seen.points);
  }

  #answer() {
    const {layers, result} = this;
    const scores = outputs(layers, result);
    const names = layers.classes;
    const last = layers.points[layers.output];
    return html`<section class="panel inside-answer">
      <div class="row"><h3>${this.label >= 0 && names.length > 0 ? t('inside.label', names[this.label] ?? this.label)
          : t('inside.nolabel')}</h3><span class="faint">${t('inside.step', result.step)}</span></div>
      ${names.length > 0 ? bars(top(scores, Math.min(10, names.length)), this.label, names, last.kind === 'softmax') : ''}
      ${result.label >= 0 ? html`<p class="faint">${t('inside.gradientsOf', names[result.label], number(result.loss))}</p>`
          : ''}
    </section>`;
  }

  #explain = e => {
    this.asked = {where: this.where, input: this.#input, node: e.detail.node, index: e.detail.index};
    if (matchMedia('(max-width: 900px)').matches) {
      this.querySelector('inside-explain').scrollIntoView({block: 'start'});
    }
  };
}

customElements.define('inside-view', InsideView);
