import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {colour} from '/base/theme.js';

export const KINDS = {apple: '#009e73', poison: '#d55e00', wall: '#7b5fd3'};

const AGENT_RADIUS = 10;

/** The world, its walls and items, the agent and what its eyes see. */
class AppleWorld extends KasaneElement {
  static properties = {setup: {attribute: false}, view: {attribute: false}};

  render() {
    return html`<canvas class="apple-world" width="1400" height="1000" role="img"
        aria-label=${t('ql.world')}></canvas>`;
  }

  updated() {
    const {setup, view} = this;
    const canvas = this.querySelector('canvas');
    const g = canvas.getContext('2d');
    const scale = canvas.width / setup.width;
    g.setTransform(scale, 0, 0, scale, 0, 0);
    g.fillStyle = colour('ground');
    g.fillRect(0, 0, setup.width, setup.height);
    g.strokeStyle = colour('ink');
    g.lineWidth = 2;
    g.lineCap = 'round';
    for (const [x1, y1, x2, y2] of setup.walls) {
      line(g, x1, y1, x2, y2);
    }
    view.items.forEach(item => this.#item(g, item, setup.radius));
    this.#agent(g, view);
  }

  #item(g, {x, y, apple}, radius) {
    g.fillStyle = apple ? KINDS.apple : KINDS.poison;
    g.beginPath();
    g.arc(x, y, radius, 0, 2 * Math.PI);
    g.fill();
    g.strokeStyle = '#ffffff';
    g.lineWidth = 2;
    if (apple) {
      g.beginPath();
      g.arc(x, y, radius / 2, -2.6, -1.4);
      g.stroke();
    } else {
      const d = radius / 2.4;
      line(g, x - d, y - d, x + d, y + d);
      line(g, x - d, y + d, x + d, y - d);
    }
  }

  #agent(g, {x, y, angle, eyes}) {
    g.lineWidth = 1.5;
    for (const eye of eyes) {
      const direction = angle + eye.angle;
      g.strokeStyle = KINDS[eye.seen] ?? colour('faint');
      line(g, x, y, x + eye.distance * Math.sin(direction), y + eye.distance * Math.cos(direction));
    }
    g.fillStyle = colour('accent');
    g.beginPath();
    g.arc(x, y, AGENT_RADIUS, 0, 2 * Math.PI);
    g.fill();
    g.strokeStyle = colour('accent-ink');
    g.lineWidth = 3;
    line(g, x, y, x + AGENT_RADIUS * Math.sin(angle), y + AGENT_RADIUS * Math.cos(angle));
  }
}

function line(g, x1, y1, x2, y2) {
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
}

customElements.define('apple-world', AppleWorld);
