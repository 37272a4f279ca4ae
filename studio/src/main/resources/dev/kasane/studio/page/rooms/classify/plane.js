import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {PALETTE, colour} from '/base/theme.js';
import {fresh, paintClasses, tile} from '/base/heat.js';

const SIDE = 440;
const STEP = 0.25;

/**
 * Decision regions and points. Fires "plane-add" {x, y, label}, "plane-remove" {x, y} and "plane-brush" {label}.
 * `regions` is {values, offset, size}: maps of the classes' probabilities.
 */
export class ClassifyPlane extends KasaneElement {
  static properties = {
    points: {attribute: false},
    classes: {type: Number},
    regions: {attribute: false},
    range: {type: Number},
    brush: {type: Number},
    erasing: {type: Boolean},
    sharp: {type: Boolean},
    showTest: {type: Boolean},
    cursor: {state: true},
  };

  #tile = null;

  constructor() {
    super();
    this.points = [];
    this.cursor = null;
  }

  render() {
    return html`<canvas class="plane" tabindex="0" role="application" aria-label=${t('classify.planeHelp')} data-keys
        @click=${e => this.#click(e)} @contextmenu=${e => e.ctrlKey && e.preventDefault()} @keydown=${e => this.#key(e)}
        @blur=${() => { this.cursor = null; }}></canvas>`;
  }

  updated() {
    const canvas = this.querySelector('canvas');
    const context = fresh(canvas, SIDE, SIDE);
    this.#drawRegions(context);
    this.#drawAxes(context);
    for (const point of this.points) {
      if (!point.test || this.showTest) {
        this.#drawPoint(context, point);
      }
    }
    if (this.cursor) {
      const [x, y] = this.#pixel(this.cursor.x, this.cursor.y);
      context.strokeStyle = colour('ink');
      context.lineWidth = 2;
      context.strokeRect(x - 7, y - 7, 14, 14);
    }
  }

  #drawRegions(context) {
    if (!this.regions) {
      return;
    }
    const {values, offset, size} = this.regions;
    if (this.#tile?.width !== size) {
      this.#tile = tile(size);
    }
    paintClasses(this.#tile, values, offset, size, PALETTE.slice(0, this.classes), this.sharp);
    context.imageSmoothingEnabled = !this.sharp;
    context.drawImage(this.#tile, 0, 0, SIDE, SIDE);
  }

  #drawAxes(context) {
    context.strokeStyle = colour('faint');
    context.fillStyle = colour('ink');
    context.globalAlpha = 0.6;
    context.lineWidth = 1;
    context.font = '11px system-ui';
    const [zeroX, zeroY] = this.#pixel(0, 0);
    context.beginPath();
    context.moveTo(0, zeroY);
    context.lineTo(SIDE, zeroY);
    context.moveTo(zeroX, 0);
    context.lineTo(zeroX, SIDE);
    for (let tick = -5; tick <= 5; tick++) {
      const [x, y] = this.#pixel(tick, tick);
      context.moveTo(x, zeroY - 3);
      context.lineTo(x, zeroY + 3);
      context.moveTo(zeroX - 3, y);
      context.lineTo(zeroX + 3, y);
      if (tick === -5 || tick === 5) {
        context.fillText(String(tick), x - 5, zeroY + 15);
        context.fillText(String(tick), zeroX + 6, y + 4);
      }
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  #drawPoint(context, point) {
    const [x, y] = this.#pixel(point.x, point.y);
    context.beginPath();
    if (point.test) {
      context.rect(x - 4, y - 4, 8, 8);
    } else {
      context.arc(x, y, 4.5, 0, 2 * Math.PI);
    }
    context.fillStyle = PALETTE[point.label];
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = point.test ? colour('ink') : colour('ground');
    context.stroke();
  }

  #pixel(x, y) {
    return [SIDE / 2 * (1 + x / this.range), SIDE / 2 * (1 - y / this.range)];
  }

  #click(e) {
    const box = e.target.getBoundingClientRect();
    const x = this.range * (2 * (e.clientX - box.left) / box.width - 1);
    const y = this.range * (1 - 2 * (e.clientY - box.top) / box.height);
    if (e.ctrlKey || e.metaKey || this.erasing) {
      this.#remove(x, y);
    } else {
      this.#add(x, y, e.shiftKey ? (this.brush + 1) % this.classes : this.brush);
    }
  }

  #add(x, y, label) {
    const rounded = [x, y].map(value => Number(value.toFixed(3)));
    this.dispatchEvent(new CustomEvent('plane-add', {detail: {x: rounded[0], y: rounded[1], label, test: false}}));
  }

  #remove(x, y) {
    this.dispatchEvent(new CustomEvent('plane-remove', {detail: {x, y}}));
  }

  #key(e) {
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
    const at = this.cursor ?? {x: 0, y: 0};
    const digit = Number(e.key);
    if (e.key in moves) {
      const inside = value => Math.max(-this.range, Math.min(this.range, value));
      this.cursor = {x: inside(at.x + STEP * moves[e.key][0]), y: inside(at.y + STEP * moves[e.key][1])};
    } else if (e.key === 'Enter' || e.key === ' ') {
      this.#add(at.x, at.y, this.brush);
    } else if (e.key === 'Delete' || e.key === 'Backspace') {
      this.#remove(at.x, at.y);
    } else if (digit >= 1 && digit <= this.classes) {
      this.dispatchEvent(new CustomEvent('plane-brush', {detail: {label: digit - 1}}));
    } else {
      return;
    }
    e.preventDefault();
  }
}

customElements.define('classify-plane', ClassifyPlane);
