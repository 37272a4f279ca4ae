import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {PALETTE, colour} from '/base/theme.js';
import {fresh} from '/base/heat.js';

const SIDE = 440;
const EDGE = 26;

/**
 * The plane's grid, bent as two neurons of a layer see it, coloured by the class that the network decides for.
 *
 * `warp` is {values, lines, points}: for each crossing (a, b, class), then for each point (a, b).
 */
export class ClassifyWarp extends KasaneElement {
  static properties = {
    warp: {attribute: false},
    points: {attribute: false},
    showTest: {type: Boolean},
  };

  render() {
    return html`<canvas class="plane warp" role="img" aria-label=${t('classify.warp')}></canvas>`;
  }

  updated() {
    const context = fresh(this.querySelector('canvas'), SIDE, SIDE);
    context.fillStyle = colour('ground');
    context.fillRect(0, 0, SIDE, SIDE);
    if (!this.warp) {
      return;
    }
    const {values, lines} = this.warp;
    const place = this.#places(values, lines);
    this.#cells(context, values, lines, place);
    this.#grid(context, values, lines, place);
    this.#points(context, values, lines, place);
    this.#labels(context, place);
  }

  #places(values, lines) {
    const lows = [Infinity, Infinity];
    const highs = [-Infinity, -Infinity];
    for (let i = 0; i < lines * lines; i++) {
      for (let c = 0; c < 2; c++) {
        lows[c] = Math.min(lows[c], values[3 * i + c]);
        highs[c] = Math.max(highs[c], values[3 * i + c]);
      }
    }
    const inner = SIDE - 2 * EDGE;
    const x = value => EDGE + inner * (value - lows[0]) / (highs[0] - lows[0] || 1);
    const y = value => SIDE - EDGE - inner * (value - lows[1]) / (highs[1] - lows[1] || 1);
    return {x, y, lows, highs};
  }

  #cells(context, values, lines, {x, y}) {
    context.globalAlpha = 0.35;
    for (let row = 0; row < lines - 1; row++) {
      for (let column = 0; column < lines - 1; column++) {
        const corners = [row * lines + column, row * lines + column + 1, (row + 1) * lines + column + 1,
          (row + 1) * lines + column];
        context.fillStyle = PALETTE[values[3 * corners[0] + 2]];
        context.beginPath();
        corners.forEach(i => context.lineTo(x(values[3 * i]), y(values[3 * i + 1])));
        context.fill();
      }
    }
    context.globalAlpha = 1;
  }

  #grid(context, values, lines, {x, y}) {
    context.strokeStyle = colour('faint');
    context.globalAlpha = 0.55;
    context.lineWidth = 0.8;
    context.beginPath();
    for (let line = 0; line < lines; line += 4) {
      for (const index of [k => line * lines + k, k => k * lines + line]) {
        for (let k = 0; k < lines; k++) {
          const i = index(k);
          context[k === 0 ? 'moveTo' : 'lineTo'](x(values[3 * i]), y(values[3 * i + 1]));
        }
      }
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  #points(context, values, lines, {x, y}) {
    const begin = 3 * lines * lines;
    this.warp.points.forEach((point, i) => {
      if (point.test && !this.showTest) {
        return;
      }
      context.beginPath();
      context.arc(x(values[begin + 2 * i]), y(values[begin + 2 * i + 1]), 4, 0, 2 * Math.PI);
      context.fillStyle = PALETTE[point.label];
      context.fill();
      context.strokeStyle = point.test ? colour('ink') : colour('ground');
      context.lineWidth = 1;
      context.stroke();
    });
  }

  #labels(context, {lows, highs}) {
    context.fillStyle = colour('faint');
    context.font = '11px system-ui';
    context.textAlign = 'left';
    context.fillText(number(lows[0], 3), EDGE, SIDE - 8);
    context.textAlign = 'right';
    context.fillText(number(highs[0], 3), SIDE - EDGE, SIDE - 8);
    context.save();
    context.rotate(-Math.PI / 2);
    context.textAlign = 'left';
    context.fillText(number(lows[1], 3), EDGE - SIDE, 14);
    context.textAlign = 'right';
    context.fillText(number(highs[1], 3), -EDGE, 14);
    context.restore();
  }
}

customElements.define('classify-warp', ClassifyWarp);
