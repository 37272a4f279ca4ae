import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {colour} from '/base/theme.js';
import {fresh} from '/base/heat.js';

const WIDTH = 84;
const HEIGHT = 52;
const GAP = 5;

/** A small curve for every neuron of every layer. `curves` is {values, count}, layer by layer, neuron by neuron. */
export class RegressionNeurons extends KasaneElement {
  static properties = {layers: {attribute: false}, curves: {attribute: false}};

  #observer = null;

  render() {
    return html`${(this.layers ?? []).map(layer => html`
      <p class="faint">${t('regression.layer', layer.index, layer.type, layer.size)}</p>
      <canvas role="img" aria-label=${t('regression.layer', layer.index, layer.type, layer.size)}></canvas>`)}`;
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
    const width = this.clientWidth;
    if (!this.curves || width < WIDTH) {
      return;
    }
    const columns = Math.floor((width + GAP) / (WIDTH + GAP));
    let start = 0;
    this.querySelectorAll('canvas').forEach((canvas, i) => {
      const {size} = this.layers[i];
      const rows = Math.ceil(size / columns);
      const used = Math.min(size, columns) * (WIDTH + GAP);
      const context = fresh(canvas, used, rows * (HEIGHT + GAP));
      canvas.style.width = `${used}px`;
      canvas.style.height = `${rows * (HEIGHT + GAP)}px`;
      for (let neuron = 0; neuron < size; neuron++) {
        this.#curve(context, start + neuron, (neuron % columns) * (WIDTH + GAP),
            Math.floor(neuron / columns) * (HEIGHT + GAP));
      }
      start += size;
    });
  }

  #curve(context, index, left, top) {
    const {values, count} = this.curves;
    let low = Infinity;
    let high = -Infinity;
    for (let i = index * count; i < (index + 1) * count; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    context.fillStyle = colour('ground');
    context.fillRect(left, top, WIDTH, HEIGHT);
    context.strokeStyle = colour('line');
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, top + 0.5, WIDTH - 1, HEIGHT - 1);
    const y = value => top + HEIGHT - 5 - (HEIGHT - 10) * (high > low ? (value - low) / (high - low) : 0.5);
    if (low < 0 && high > 0) {
      context.beginPath();
      context.moveTo(left, y(0));
      context.lineTo(left + WIDTH, y(0));
      context.stroke();
    }
    context.strokeStyle = high > low ? colour('bad') : colour('faint');
    context.lineWidth = 1.5;
    context.beginPath();
    for (let i = 0; i < count; i++) {
      context[i === 0 ? 'moveTo' : 'lineTo'](left + 2 + (WIDTH - 4) * i / (count - 1), y(values[index * count + i]));
    }
    context.stroke();
  }
}

customElements.define('regression-neurons', RegressionNeurons);
