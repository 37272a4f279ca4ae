import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {PALETTE, colour} from '/base/theme.js';
import {fresh} from '/base/heat.js';
import {greyImage, inkImage, SIDE} from '/rooms/autoencoder/sheet.js';

const SIZE = 560;
const EDGE = 26;
const THUMB = 22;

/** What is on the map of these codes, as [[low, high] across, [low, high] up], with a little room. */
export function areaOf(codes) {
  const area = [[Infinity, -Infinity], [Infinity, -Infinity]];
  for (let i = 0; i < (codes?.length ?? 0); i++) {
    const range = area[i % 2];
    range[0] = Math.min(range[0], codes[i]);
    range[1] = Math.max(range[1], codes[i]);
  }
  return area.map(([low, high]) => {
    const room = 0.05 * (high - low || 1);
    return low > high ? [-1, 1] : [low - room, high + room];
  });
}

/**
 * Digits where two neurons put them, and a probe to be moved. Fires "probe" {x, y} in the neurons' numbers.
 *
 * `codes` are pairs; `digits` {images, labels}; `behind` {values, side, low, high} are decoded images, row by row from
 * the top, or null.
 */
export class CodeMap extends KasaneElement {
  static properties = {
    codes: {attribute: false}, digits: {attribute: false}, probe: {attribute: false}, thumbs: {type: Boolean},
    behind: {attribute: false}, count: {type: Number},
  };

  #inks = null;
  #inksOf = null;
  #dragging = false;

  render() {
    return html`
      <canvas class="code-map" tabindex="0" role="application" data-keys
          aria-label=${t('autoencoder.mapHelp', this.count ?? 0)}
          @pointerdown=${e => this.#down(e)} @pointermove=${e => this.#dragging && this.#point(e)}
          @pointerup=${() => { this.#dragging = false; }} @pointercancel=${() => { this.#dragging = false; }}
          @keydown=${e => this.#key(e)}></canvas>
      <div class="row legend" aria-hidden="true">${PALETTE.map((hex, digit) => html`<span><svg class="dot"
          viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill=${hex}></circle></svg> ${digit}</span>`)}</div>`;
  }

  themeChanged() {
    this.#inksOf = null;
  }

  updated() {
    const context = fresh(this.querySelector('canvas'), SIZE, SIZE);
    context.fillStyle = colour('ground');
    context.fillRect(0, 0, SIZE, SIZE);
    if (!this.codes || !this.digits) {
      return;
    }
    const area = areaOf(this.codes);
    const x = value => EDGE + (SIZE - 2 * EDGE) * (value - area[0][0]) / (area[0][1] - area[0][0]);
    const y = value => SIZE - EDGE - (SIZE - 2 * EDGE) * (value - area[1][0]) / (area[1][1] - area[1][0]);
    this.#drawBehind(context, x, y);
    this.#drawDigits(context, x, y);
    this.#drawAxes(context, area, x, y);
    if (this.probe) {
      context.strokeStyle = colour('bad');
      context.lineWidth = 2.5;
      context.beginPath();
      context.arc(x(this.probe.x), y(this.probe.y), 9, 0, 2 * Math.PI);
      context.moveTo(x(this.probe.x) - 14, y(this.probe.y));
      context.lineTo(x(this.probe.x) + 14, y(this.probe.y));
      context.moveTo(x(this.probe.x), y(this.probe.y) - 14);
      context.lineTo(x(this.probe.x), y(this.probe.y) + 14);
      context.stroke();
    }
  }

  #drawBehind(context, x, y) {
    if (!this.behind) {
      return;
    }
    const {values, side, low, high} = this.behind;
    const width = (x(high[0]) - x(low[0])) / side;
    const height = (y(low[1]) - y(high[1])) / side;
    context.globalAlpha = 0.55;
    for (let i = 0; i < side * side; i++) {
      context.drawImage(greyImage(values, i), x(low[0]) + (i % side) * width,
          y(high[1]) + Math.floor(i / side) * height, width, height);
    }
    context.globalAlpha = 1;
  }

  #drawDigits(context, x, y) {
    const {images, labels} = this.digits;
    if (this.thumbs && this.#inksOf !== images) {
      this.#inks = labels.map((label, i) => inkImage(images, i, PALETTE[label]));
      this.#inksOf = images;
    }
    labels.forEach((label, i) => {
      const px = x(this.codes[2 * i]);
      const py = y(this.codes[2 * i + 1]);
      if (this.thumbs) {
        context.drawImage(this.#inks[i], 0, 0, SIDE, SIDE, px - THUMB / 2, py - THUMB / 2, THUMB, THUMB);
      } else {
        context.beginPath();
        context.arc(px, py, 4.5, 0, 2 * Math.PI);
        context.fillStyle = PALETTE[label];
        context.fill();
        context.lineWidth = 0.8;
        context.strokeStyle = colour('ground');
        context.stroke();
      }
    });
  }

  #drawAxes(context, area, x, y) {
    context.strokeStyle = colour('faint');
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    if (area[0][0] < 0 && area[0][1] > 0) {
      context.moveTo(x(0), 0);
      context.lineTo(x(0), SIZE);
    }
    if (area[1][0] < 0 && area[1][1] > 0) {
      context.moveTo(0, y(0));
      context.lineTo(SIZE, y(0));
    }
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = colour('faint');
    context.font = '11px system-ui';
    context.textAlign = 'left';
    context.fillText(number(area[0][0], 3), EDGE, SIZE - 8);
    context.textAlign = 'right';
    context.fillText(number(area[0][1], 3), SIZE - EDGE, SIZE - 8);
    context.save();
    context.rotate(-Math.PI / 2);
    context.fillText(number(area[1][1], 3), -EDGE, 16);
    context.textAlign = 'left';
    context.fillText(number(area[1][0], 3), EDGE - SIZE, 16);
    context.restore();
  }

  #down(e) {
    e.currentTarget.setPointerCapture(e.pointerId);
    this.#dragging = true;
    this.#point(e);
  }

  #point(e) {
    const box = e.currentTarget.getBoundingClientRect();
    const area = areaOf(this.codes);
    const share = (value, size) => (value * SIZE / size - EDGE) / (SIZE - 2 * EDGE);
    this.#fire(
        area[0][0] + (area[0][1] - area[0][0]) * share(e.clientX - box.left, box.width),
        area[1][1] - (area[1][1] - area[1][0]) * share(e.clientY - box.top, box.height));
  }

  #key(e) {
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
    if (e.key in moves) {
      const area = areaOf(this.codes);
      const at = this.probe ?? {x: (area[0][0] + area[0][1]) / 2, y: (area[1][0] + area[1][1]) / 2};
      this.#fire(at.x + moves[e.key][0] * (area[0][1] - area[0][0]) / 40,
          at.y + moves[e.key][1] * (area[1][1] - area[1][0]) / 40);
      e.preventDefault();
    }
  }

  #fire(x, y) {
    this.dispatchEvent(new CustomEvent('probe', {detail: {x, y}}));
  }
}

customElements.define('code-map', CodeMap);
