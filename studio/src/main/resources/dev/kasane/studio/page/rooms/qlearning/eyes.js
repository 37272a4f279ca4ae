import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {colour} from '/base/theme.js';
import {KINDS} from './apple-world.js';

/** A bar for each eye: what it sees by colour, how near by height. */
class Eyes extends KasaneElement {
  static properties = {setup: {attribute: false}, view: {attribute: false}};

  render() {
    return html`
      <div class="row"><h3>${t('ql.eyes')}</h3>
        <span class="ql-legend">${Object.keys(KINDS).map(kind =>
          html`<span class=${kind}>${t('ql.' + kind)}</span>`)}</span>
      </div>
      <canvas class="ql-eyes" width="900" height="180" role="img" aria-label=${this.#words()}></canvas>
      <p class="faint">${t('ql.eyesHint')}</p>`;
  }

  /** The eyes as the agent has them, the leftmost first: angles grow to its left, as y points down. */
  #ordered() {
    return [...this.view.eyes].sort((a, b) => b.angle - a.angle);
  }

  #words() {
    return t('ql.eyes') + ': ' + this.#ordered().map(eye => t('ql.' + eye.seen)).join(', ');
  }

  updated() {
    const canvas = this.querySelector('canvas');
    const g = canvas.getContext('2d');
    const {width, height} = canvas;
    g.clearRect(0, 0, width, height);
    const eyes = this.#ordered();
    const step = width / eyes.length;
    eyes.forEach((eye, i) => {
      g.fillStyle = colour('line');
      g.fillRect(i * step + 6, height - 4, step - 12, 4);
      if (eye.seen !== 'nothing') {
        const near = 1 - eye.distance / this.setup.range;
        g.fillStyle = KINDS[eye.seen];
        g.fillRect(i * step + 6, (1 - near) * (height - 12), step - 12, near * (height - 12) + 12);
      }
    });
  }
}

customElements.define('ql-eyes', Eyes);
