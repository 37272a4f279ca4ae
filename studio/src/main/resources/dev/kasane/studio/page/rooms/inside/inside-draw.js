import {html} from 'lit';
import {drawPlane} from '/base/pixels.js';
import {t, number} from '/base/texts.js';
import {InsideElement} from './inside-base.js';
import {draw, outputs} from './client.js';
import {bars} from './inside-bars.js';
import {choices, tools} from './inside-tools.js';
import {Ink, SIZE} from './ink.js';
import './inside-layers.js';
import './inside-explain.js';
import './inside-class-bars.js';

const FIRST = 32;
const KEPT = 60;
const STEP = 0.03;
const AFTER = 150;

/** While one answer is drawn, the next is computed. */
const MOST_ASKED = 2;

/** Where browsers tell of moves at once, nobody needs to wait for the next frame to hear of them. */
const RAW = 'onpointerrawupdate' in window;

/**
 * A pad to draw on. Each stroke is computed at once: what the network sees of it, probabilities, every layer. While two
 * answers are on their way, further strokes wait and are sent together, so that a slow machine shows fewer pictures but
 * never old ones. `latencies` has the milliseconds from pointer to pictures.
 */
class InsideDraw extends InsideElement {
  static properties = {
    brush: {state: true},
    erase: {state: true},
    asked: {state: true},
    target: {state: true},
    down: {state: true},
  };

  #ink = new Ink();
  #planes = FIRST;
  #asked = 0;
  #turns = 0;
  #shown = 0;
  #waiting = null;
  #last = null;
  #cursor = {x: 0.5, y: 0.5};
  #keyboard = false;
  #result = null;
  #image = null;
  #explaining = null;

  constructor() {
    super();
    this.brush = 0.045;
    this.erase = false;
    this.asked = null;
    this.target = -1;
    this.down = false;
    this.latencies = [];
  }

  runChanged() {
    this.asked = null;
    this.#result = null;
  }

  async weightsChanged() {
    await this.#compute(null);
  }

  get where() {
    return {run: this.run, at: this.at, training: this.layers?.training ?? false, mask: this.mask, label: this.target};
  }

  /** Computes what is drawn; begin is when the pointer moved. */
  async #compute(begin) {
    if (!this.layers || this.layers.points[0].shape.length !== 3) {
      return;
    }
    if (this.#asked >= MOST_ASKED) {
      this.#waiting ??= {begin};
      return;
    }
    this.#asked++;
    const turn = ++this.#turns;
    const result = await this.attempt(
        () => draw(this.where, this.layers, this.#ink.values, SIZE, this.#planes, this.gradients));
    this.#asked--;
    // An answer that was overtaken shows an older drawing.
    if (result && turn > this.#shown) {
      this.#shown = turn;
      this.#show(result);
      if (begin !== null) {
        this.latencies = [...this.latencies.slice(1 - KEPT), performance.now() - begin];
        this.#say();
      }
    }
    const next = this.#waiting;
    this.#waiting = null;
    if (next) {
      this.#compute(next.begin);
    }
  }

  #show(result) {
    const first = this.#result === null;
    this.#result = result;
    const {layers} = this;
    const input = layers.points[0];
    drawPlane(this.querySelector('.inside-seen'), result.points[0].values, input.height, input.width,
        {low: layers.black, high: layers.white});
    this.querySelector('inside-layers').show(result);
    if (first) {
      this.requestUpdate();
    } else {
      this.querySelector('inside-class-bars')?.show(outputs(layers, result));
    }
    clearTimeout(this.#explaining);
    this.#explaining = setTimeout(() => this.#explainAgain(), AFTER);
  }

  /** Once the hand rests: what is explained is the number for the new drawing. */
  #explainAgain() {
    const explained = this.querySelector('inside-explain');
    if (explained?.asked) {
      explained.refresh({where: this.where, input: this.querySelector('inside-layers').input.slice()});
    }
  }

  #say() {
    const sorted = [...this.latencies].sort((a, b) => a - b);
    this.querySelector('.inside-latency').textContent =
        t('inside.latency', number(sorted[sorted.length >> 1], 2), sorted.length);
  }

  #changed = async () => {
    await this.refresh();
    await this.#compute(null);
  };

  render() {
    if (!this.run) {
      return html`<p class="faint">${t('inside.norun')}</p>`;
    }
    const {layers} = this;
    return html`<link rel="stylesheet" href="/rooms/inside/inside.css">
      ${layers ? html`
        <div class="inside-split">
          <div class="inside-side">
            ${this.#pad()}
            <inside-explain .run=${this.run} .asked=${this.asked}></inside-explain>
          </div>
          <div class="inside-main">
            <div class="row inside-bar-top">${tools(this, false, this.#changed)}
              ${this.gradients ? html`<label>${t('inside.actual')} <select @change=${e => {
                this.target = Number(e.target.value);
                this.#changed();
              }}><option value="-1" ?selected=${this.target < 0}>${t('inside.predicted')}</option>
                ${layers.classes.map((name, i) => html`<option value=${i} ?selected=${this.target === i}>${name}</option>`)}
              </select></label>` : ''}</div>
            <inside-layers .layers=${layers} .where=${this.where} .colours=${choices.colours} .perMap=${choices.perMap}
                ?gradients=${this.gradients && layers.gradients} @explain=${this.#explain}
                @more=${() => { this.#planes *= 8; this.#compute(null); }}></inside-layers>
          </div>
        </div>` : html`<p class="faint">${t('inside.waiting')}</p>`}`;
  }

  #pad() {
    const {layers} = this;
    const last = layers.points[layers.output];
    return html`<section class="panel inside-pad-panel">
      <div class="inside-pads">
        <canvas class="inside-pad" width=${SIZE} height=${SIZE} tabindex="0" role="application"
            aria-label=${t('inside.pad') + '. ' + t('inside.padHint')}
            @pointerdown=${this.#begin} @pointermove=${RAW ? null : this.#move} @pointerrawupdate=${this.#move} @pointerup=${this.#end} @pointercancel=${this.#end}
            @keydown=${this.#key} @focus=${() => this.#paint()} @blur=${() => this.#leave()}></canvas>
        <figure><canvas class="pixels inside-seen" role="img" aria-label=${t('inside.seen')}></canvas>
          <figcaption class="faint">${t('inside.seen')}</figcaption></figure>
      </div>
      <div class="row">
        <button class="inside-clear" @click=${() => this.#clear()}>${t('inside.clear')}</button>
        <label>${t('inside.brush')} <input type="range" min="0.02" max="0.1" step="0.005" .value=${String(this.brush)}
            @input=${e => { this.brush = Number(e.target.value); }}></label>
        <label><input type="checkbox" .checked=${this.erase} @change=${e => { this.erase = e.target.checked; }}>
          ${t('inside.erase')}</label>
        <span class="faint" aria-live="polite">${this.#keyboard ? t(this.down ? 'inside.penDown' : 'inside.penUp') : ''}</span>
      </div>
      <p class="faint">${t('inside.padHint')}</p>
      ${layers.classes.length > 0 && this.#result ? html`<inside-class-bars .scores=${outputs(layers, this.#result)}
          .names=${layers.classes} .probabilities=${last.kind === 'softmax'}></inside-class-bars>` : ''}
      <p class="faint inside-latency"></p>
    </section>`;
  }

  updated() {
    this.#paint();
  }

  themeChanged() {
    this.#paint();
  }

  // ---- drawing ----

  #paint() {
    const canvas = this.querySelector('.inside-pad');
    if (!canvas) {
      return;
    }
    const context = canvas.getContext('2d');
    const image = this.#image ??= context.createImageData(SIZE, SIZE);
    const pixels = new Uint32Array(image.data.buffer);
    const ink = this.#ink.values;
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = 0xff000000 | 0x010101 * Math.round(255 * ink[i]);
    }
    context.putImageData(image, 0, 0);
    if (this.#keyboard && document.activeElement === canvas) {
      context.strokeStyle = this.down ? '#ff8c00' : '#56b4e9';
      context.lineWidth = 1.5;
      context.beginPath();
      context.arc(this.#cursor.x * SIZE, this.#cursor.y * SIZE, this.brush * SIZE, 0, 7);
      context.stroke();
    }
  }

  #point(e) {
    const box = this.querySelector('.inside-pad').getBoundingClientRect();
    return {x: (e.clientX - box.left) / box.width, y: (e.clientY - box.top) / box.height};
  }

  #begin = e => {
    if (e.button !== 0) {
      return;
    }
    this.#keyboard = false;
    e.currentTarget.setPointerCapture(e.pointerId);
    this.#last = this.#point(e);
    this.#stroke(this.#last, this.#last, e);
  };

  #move = e => {
    if (!this.#last) {
      return;
    }
    // Browsers join moves into one event a frame; the way between is in there too.
    for (const part of e.getCoalescedEvents?.() ?? [e]) {
      const next = this.#point(part);
      this.#ink.stroke(this.#last.x, this.#last.y, next.x, next.y, this.#radius(e), this.#erases(e));
      this.#last = next;
    }
    this.#drawn(e.timeStamp);
  };

  #end = () => {
    this.#last = null;
  };

  /** Pens that feel pressure draw thinner lines with less of it. */
  #radius(e) {
    return this.brush * (e.pointerType === 'pen' && e.pressure > 0 ? 0.5 + e.pressure : 1);
  }

  #erases(e) {
    return this.erase || (e.buttons & 32) !== 0;
  }

  #stroke(from, to, e) {
    this.#ink.stroke(from.x, from.y, to.x, to.y, this.#radius(e), this.#erases(e));
    this.#drawn(e.timeStamp);
  }

  #drawn(begin) {
    this.#paint();
    this.#compute(begin);
  }

  #clear() {
    this.#ink.clear();
    this.#drawn(performance.now());
  }

  #leave() {
    this.#keyboard = false;
    this.down = false;
    this.#paint();
  }

  #key = e => {
    const step = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[e.key];
    if (!step && ![' ', 'Delete', 'Backspace'].includes(e.key)) {
      return;
    }
    e.preventDefault();
    this.#keyboard = true;
    if (e.key === 'Delete' || e.key === 'Backspace') {
      this.#clear();
      return;
    }
    const from = {...this.#cursor};
    if (step) {
      this.#cursor.x = Math.max(0, Math.min(1, from.x + STEP * step[0]));
      this.#cursor.y = Math.max(0, Math.min(1, from.y + STEP * step[1]));
    } else {
      this.down = !this.down;
    }
    if (this.down) {
      this.#ink.stroke(from.x, from.y, this.#cursor.x, this.#cursor.y, this.brush, this.erase);
      this.#drawn(e.timeStamp);
    } else {
      this.#paint();
    }
    this.requestUpdate();
  };

  #explain = e => {
    this.asked = {where: this.where, input: this.querySelector('inside-layers').input.slice(), node: e.detail.node,
      index: e.detail.index};
    if (matchMedia('(max-width: 900px)').matches) {
      this.querySelector('inside-explain').scrollIntoView({block: 'start'});
    }
  };
}

customElements.define('inside-draw', InsideDraw);
