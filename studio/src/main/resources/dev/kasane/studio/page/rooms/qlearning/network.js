import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {signed} from '/base/pixels.js';
import {colour} from '/base/theme.js';

const CELL = 14;
const ROWS = 12;
const SHOWN = ['input', 'relu', 'tanh', 'sigmoid', 'maxout'];

/** Activations of all layers for what the agent sees now, and what it expects of each action. */
class Network extends KasaneElement {
  static properties = {view: {attribute: false}};

  render() {
    const {layers, action} = this.view;
    const values = layers.at(-1)?.values ?? [];
    const low = Math.min(...values);
    const span = Math.max(...values) - low || 1;
    return html`
      <h3>${t('ql.network')}</h3>
      <div class="ql-network">
        <canvas role="img" aria-label=${t('ql.network')}></canvas>
        <table>
          ${values.map((value, i) => html`<tr class=${i === action ? 'chosen' : ''}>
            <td>${t('ql.action' + i)}</td>
            <td><progress max="1" .value=${(value - low) / span}></progress></td>
            <td>${number(value, 3)}</td></tr>`)}
        </table>
      </div>
      <p class="faint">${t('ql.networkHint')}</p>`;
  }

  updated() {
    // Activations after relu say all of a hidden layer; the last layer is the table.
    const layers = this.view.layers.filter(layer => SHOWN.includes(layer.type));
    const canvas = this.querySelector('canvas');
    const columns = layers.map(layer => Math.ceil(layer.values.length / ROWS));
    canvas.width = Math.max(1, columns.reduce((sum, count) => sum + (count + 1) * CELL, 0));
    canvas.height = ROWS * CELL;
    const g = canvas.getContext('2d');
    const rgb = [0, 0, 0];
    let left = 0;
    layers.forEach((layer, l) => {
      const size = Math.max(1e-9, ...layer.values.map(Math.abs));
      layer.values.forEach((value, i) => {
        signed(value / size, rgb);
        const x = left + Math.floor(i / ROWS) * CELL;
        const y = (i % ROWS) * CELL;
        g.fillStyle = `rgb(${rgb.map(Math.round).join(',')})`;
        g.strokeStyle = colour('line');
        g.fillRect(x + 1, y + 1, CELL - 3, CELL - 3);
        g.strokeRect(x + 0.5, y + 0.5, CELL - 2, CELL - 2);
      });
      left += (columns[l] + 1) * CELL;
    });
  }
}

customElements.define('ql-network', Network);
