import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t, number} from '/base/texts.js';
import {grid, hit, moved, paint} from './atlas.js';

/**
 * One value as a picture: its planes in a grid. Set `data` ({values, low, high, count}) or call show(data), which draws
 * at once. A click, or Enter after arrow keys, fires `pick` with {plane, at}.
 *
 * Properties: height, width of a plane; across: planes in a row (0 for what fits); rgb: three planes are one picture;
 * colours, perMap; name: for people who do not see it; place(plane, at): the text for an element.
 */
export class InsidePicture extends KasaneElement {
  static properties = {
    data: {attribute: false},
    height: {type: Number},
    width: {type: Number},
    across: {type: Number},
    rgb: {type: Boolean},
    colours: {},
    perMap: {attribute: false},
    name: {},
    place: {attribute: false},
  };

  #grid = null;
  #selected = null;
  #said = null;
  #observer = null;
  #room = 0;

  constructor() {
    super();
    this.data = null;
    this.across = 0;
    this.rgb = false;
    this.colours = 'signed';
    this.perMap = false;
    this.name = '';
    this.place = () => '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer = new ResizeObserver(() => {
      if (this.clientWidth !== this.#room) {
        this.#draw();
      }
    });
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  /** Draws other values without waiting for the next rendering. */
  show(data) {
    this.data = data;
    this.#draw();
    if (this.#said) {
      this.#say(this.#said);
    }
  }

  render() {
    return html`<canvas class="pixels" tabindex="0" role="img" aria-label=${this.name}
        @click=${this.#click} @pointermove=${this.#hover} @pointerleave=${() => this.#say(null)}
        @keydown=${this.#key}></canvas><span class="inside-readout" aria-live="polite"></span>`;
  }

  updated() {
    this.#draw();
    if (this.#said) {
      this.#say(this.#said);
    }
  }

  #draw() {
    const canvas = this.querySelector('canvas');
    if (!canvas || !this.data || this.data.count === 0) {
      return;
    }
    this.#room = this.clientWidth;
    const planes = this.rgb ? this.data.count / 3 : this.data.count;
    const room = Math.max(120, this.#room);
    const g = this.#grid;
    if (!g || g.planes !== planes || g.room !== room || g.h !== this.height || g.w !== this.width) {
      this.#grid = {...grid(planes, this.height, this.width, room, this.across), room, h: this.height, w: this.width};
    }
    paint(canvas, this.#grid, this.data.values, {colours: this.colours, perMap: this.perMap, low: this.data.low,
      high: this.data.high, selected: this.#selected, rgb: this.rgb});
  }

  #value({plane, at}) {
    const size = this.height * this.width;
    if (!this.rgb) {
      return number(this.data.values[plane * size + at]);
    }
    return [0, 1, 2].map(c => number(this.data.values[(3 * plane + c) * size + at])).join(', ');
  }

  #say(where) {
    this.#said = where;
    const text = where && this.data ? `${this.place(where.plane, where.at)} = ${this.#value(where)}` : '';
    this.querySelector('.inside-readout').textContent = text;
  }

  #hover = e => {
    if (this.#grid) {
      this.#say(hit(e.currentTarget, this.#grid, e));
    }
  };

  #click = e => {
    const where = this.#grid && hit(e.currentTarget, this.#grid, e);
    if (where) {
      this.#choose(where);
    }
  };

  #choose(where) {
    this.#selected = where;
    this.#draw();
    this.dispatchEvent(new CustomEvent('pick', {detail: where}));
  }

  /** Takes the mark away. */
  unmark() {
    if (this.#selected) {
      this.#selected = null;
      this.#draw();
    }
  }

  #key = e => {
    if (!this.#grid) {
      return;
    }
    if (e.key === 'Enter' || e.key === ' ') {
      e.preventDefault();
      this.#choose(this.#selected ?? {plane: 0, at: 0});
      return;
    }
    const next = moved(this.#grid, this.#selected ?? {plane: 0, at: 0}, e.key);
    if (next) {
      e.preventDefault();
      this.#selected = next;
      this.#draw();
      this.#say(next);
    }
  };

  themeChanged() {
    this.#draw();
  }
}

customElements.define('inside-picture', InsidePicture);
