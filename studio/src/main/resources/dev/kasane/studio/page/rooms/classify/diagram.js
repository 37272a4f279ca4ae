import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {PALETTE, colour} from '/base/theme.js';
import {fresh, paintSigned, tile} from '/base/heat.js';
import {FEATURES} from '/rooms/classify/texts.js';
import {startsOf, stagesOf} from '/rooms/classify/stages.js';

const GAP = 6;
const MANY = 1500;
const HEAD = 22;

/**
 * The network: every neuron as a map over the plane, every weight as a line, orange above zero and blue below. Fires
 * "neuron-chosen" {layer, neuron, stage, from}: `from` is the input whose line was clicked, or null.
 */
export class ClassifyDiagram extends KasaneElement {
  static properties = {
    layers: {attribute: false},
    features: {attribute: false},
    maps: {attribute: false},
    weights: {attribute: false},
    chosen: {attribute: false},
    before: {type: Boolean},
  };

  #tile = null;
  #observer = null;

  render() {
    return html`<div class="diagram scroll"><canvas tabindex="0" role="application" data-keys
        aria-label=${t('classify.diagramHelp')}
        @click=${e => this.#click(e)} @keydown=${e => this.#key(e)}></canvas></div>`;
  }

  firstUpdated() {
    this.#observer = new ResizeObserver(() => this.requestUpdate());
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  updated() {
    if (!this.layers || !this.maps || !this.weights) {
      return;
    }
    const columns = this.#columns();
    const canvas = this.querySelector('canvas');
    const context = fresh(canvas, this.width, this.height);
    canvas.style.width = `${this.width}px`;
    canvas.style.height = `${this.height}px`;
    columns.slice(1).forEach((column, i) => this.#lines(context, columns[i], column));
    columns.forEach(column => this.#neurons(context, column));
  }

  /** Where everything is. */
  #columns() {
    const stages = stagesOf(this.layers);
    const shown = stages.map(stage => this.before && stage.first > 0 ? stage.first : stage.last);
    const most = Math.max(...shown.map(index => this.layers[index].size));
    const side = Math.round(Math.max(20, Math.min(46, 360 / most)));
    this.width = Math.max(this.clientWidth - 2, stages.length * (side + 40));
    this.height = Math.max(most * (side + GAP) + HEAD, 120);
    const starts = startsOf(this.layers);
    return stages.map((stage, i) => {
      const layer = this.layers[shown[i]];
      const top = HEAD + (this.height - HEAD - layer.size * (side + GAP)) / 2;
      return {
        stage: i, layer, first: stage.first, side, start: starts[layer.index],
        x: 44 + i * (this.width - side - 88) / (stages.length - 1),
        y: neuron => top + neuron * (side + GAP),
        weights: this.weights.find(one => one.layer === stage.first),
      };
    });
  }

  #lines(context, from, to) {
    this.#segments(from, to).forEach(({x0, y0, x1, y1, value, strength}) => {
      context.strokeStyle = value < 0 ? '#0072b2' : '#e67800';
      context.globalAlpha = 0.25 + 0.65 * strength;
      context.lineWidth = 0.4 + 4.6 * strength;
      context.beginPath();
      context.moveTo(x0, y0);
      const bend = (x1 - x0) * 0.4;
      context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
      context.stroke();
    });
    context.globalAlpha = 1;
  }

  /** The lines between two columns; of very many only the strong ones. */
  #segments(from, to) {
    if (!to.weights) {
      return [];
    }
    const {weights} = to.weights;
    const inputs = weights[0].length;
    let high = 1e-9;
    weights.forEach(row => row.forEach(value => { high = Math.max(high, Math.abs(value ?? 0)); }));
    const faint = inputs * weights.length > MANY ? 0.25 : 0;
    const segments = [];
    const half = to.side / 2;
    const lastOf = from.layer.size / inputs;
    weights.forEach((row, neuron) => row.forEach((value, input) => {
      const strength = Math.abs(value) / high;
      if (strength >= faint) {
        segments.push({
          x0: from.x + from.side, y0: from.y(Math.floor(input * lastOf)) + half, x1: to.x,
          y1: to.y(Math.floor(neuron * to.layer.size / weights.length)) + half, value, strength, neuron, input,
        });
      }
    }));
    return segments;
  }

  #neurons(context, column) {
    const {layer, side, x, start} = column;
    const {values, size} = this.maps;
    if (this.#tile?.width !== size) {
      this.#tile = tile(size);
    }
    context.fillStyle = colour('faint');
    context.font = '12px system-ui';
    context.textAlign = 'center';
    context.fillText(column.stage === 0 ? t('classify.features') : `${layer.type} ${layer.size}`, x + side / 2, 14);
    for (let neuron = 0; neuron < layer.size; neuron++) {
      const y = column.y(neuron);
      paintSigned(this.#tile, values, (start + neuron) * size * size, size);
      context.drawImage(this.#tile, x, y, side, side);
      const isChosen = this.chosen?.stage === column.stage && this.chosen.neuron === neuron;
      context.lineWidth = isChosen ? 3 : 1;
      context.strokeStyle = isChosen ? colour('accent') : colour('line');
      context.strokeRect(x, y, side, side);
      this.#name(context, column, neuron, y);
    }
  }

  #name(context, column, neuron, y) {
    const {x, side, layer} = column;
    context.fillStyle = colour('ink');
    if (column.stage === 0) {
      context.textAlign = 'right';
      context.fillText(FEATURES[this.features[neuron]], x - 5, y + side / 2 + 4);
    } else if (layer.index === this.layers.length - 1) {
      context.fillStyle = PALETTE[neuron];
      context.fillRect(x + side + 5, y + side / 2 - 5, 10, 10);
      context.fillStyle = colour('ink');
      context.textAlign = 'left';
      context.fillText(String(neuron + 1), x + side + 19, y + side / 2 + 4);
    }
  }

  #click(e) {
    const box = e.target.getBoundingClientRect();
    const px = (e.clientX - box.left) * this.width / box.width;
    const py = (e.clientY - box.top) * this.height / box.height;
    const columns = this.#columns();
    for (const column of columns) {
      for (let neuron = 0; neuron < column.layer.size; neuron++) {
        const y = column.y(neuron);
        if (px >= column.x && px <= column.x + column.side && py >= y && py <= y + column.side) {
          this.#choose(column, neuron, null);
          return;
        }
      }
    }
    this.#chooseLine(columns, px, py);
  }

  #chooseLine(columns, px, py) {
    let best = null;
    let nearest = 8;
    columns.slice(1).forEach((column, i) => this.#segments(columns[i], column).forEach(segment => {
      const share = (px - segment.x0) / (segment.x1 - segment.x0);
      if (share > 0 && share < 1) {
        const distance = Math.abs(py - bezier(segment, share));
        if (distance < nearest) {
          nearest = distance;
          best = [column, segment];
        }
      }
    }));
    if (best) {
      this.#choose(best[0], Math.floor(best[1].neuron * best[0].layer.size / best[0].weights.weights.length),
          best[1].input);
    }
  }

  #choose(column, neuron, from) {
    this.dispatchEvent(new CustomEvent('neuron-chosen', {detail: {stage: column.stage, neuron, from}}));
  }

  #key(e) {
    const columns = this.#columns();
    const now = this.chosen ?? {stage: 0, neuron: 0};
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    if (e.key in moves) {
      const stage = Math.max(0, Math.min(columns.length - 1, now.stage + moves[e.key][0]));
      const neuron = Math.max(0, Math.min(columns[stage].layer.size - 1, now.neuron + moves[e.key][1]));
      this.#choose(columns[stage], neuron, null);
      e.preventDefault();
    }
  }
}

/** Where the line is at a share of its way across: its bends are level, so the share is found by a few halvings. */
function bezier({y0, y1}, share) {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 16; i++) {
    const mid = (low + high) / 2;
    const rest = 1 - mid;
    const x = 3 * rest * rest * mid * 0.4 + 3 * rest * mid * mid * 0.6 + mid ** 3;
    if (x < share) {
      low = mid;
    } else {
      high = mid;
    }
  }
  const rest = 1 - low;
  return (rest ** 3 + 3 * rest * rest * low) * y0 + (3 * rest * low * low + low ** 3) * y1;
}

customElements.define('classify-diagram', ClassifyDiagram);
