import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {PALETTE, colour} from '/base/theme.js';
import {fresh} from '/base/heat.js';
import {Scale} from '/rooms/regression/scale.js';

const HEIGHT = 420;
const LEFT = 44;
const BOTTOM = 24;
const REACH = 12;

/**
 * Points to add, drag and remove; the network's curve over them; the function they come from; neurons' curves.
 *
 * `area` is {x: [low, high], y: [low, high]}; `curve` and each of `neurons` are numbers evenly spaced over area.x;
 * `truth` is a function or null. Fires "dot-add" {x, y}, "dot-move" {id, x, y}, "dot-remove" {id}.
 */
export class RegressionPlot extends KasaneElement {
  static properties = {
    area: {attribute: false}, dots: {attribute: false}, curve: {attribute: false}, neurons: {attribute: false},
    truth: {attribute: false}, domain: {attribute: false}, erasing: {type: Boolean}, cursor: {state: true},
    dragged: {state: true},
  };

  #observer = null;
  #scales = null;

  constructor() {
    super();
    Object.assign(this, {dots: [], neurons: [], cursor: null, dragged: null});
  }

  render() {
    return html`<canvas class="plot" tabindex="0" role="application" data-keys aria-label=${t('regression.help')}
        @pointerdown=${e => this.#down(e)} @pointermove=${e => this.#move(e)} @pointerup=${e => this.#up(e)}
        @pointercancel=${() => { this.dragged = null; }} @keydown=${e => this.#key(e)}
        @contextmenu=${e => e.ctrlKey && e.preventDefault()} @blur=${() => { this.cursor = null; }}></canvas>`;
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
    const canvas = this.querySelector('canvas');
    const width = this.clientWidth;
    if (!this.area || width < 50) {
      return;
    }
    const context = fresh(canvas, width, HEIGHT);
    const x = new Scale(...this.area.x, LEFT, width - 6);
    const y = new Scale(...this.area.y, HEIGHT - BOTTOM, 6);
    this.#scales = {x, y, width};
    this.#axes(context, x, y, width);
    context.save();
    context.beginPath();
    context.rect(LEFT, 6, width - LEFT - 6, HEIGHT - BOTTOM - 6);
    context.clip();
    this.neurons.forEach((values, i) => this.#line(context, values, PALETTE[(i + 3) % PALETTE.length], 1, 0.55));
    this.#truth(context);
    if (this.curve) {
      this.#line(context, this.curve, colour('accent'), 3, 1);
    }
    this.#dots(context);
    context.restore();
    this.#legend(context, width);
  }

  #axes(context, x, y, width) {
    context.font = '11px system-ui';
    context.lineWidth = 1;
    context.fillStyle = colour('faint');
    const rule = (value, isZero, x0, y0, x1, y1) => {
      context.strokeStyle = colour(isZero ? 'faint' : 'line');
      context.beginPath();
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
      context.stroke();
    };
    context.textAlign = 'center';
    for (const tick of x.ticks(8)) {
      rule(tick, tick === 0, x.pixel(tick), 6, x.pixel(tick), HEIGHT - BOTTOM);
      context.fillText(number(tick), x.pixel(tick), HEIGHT - 8);
    }
    context.textAlign = 'right';
    for (const tick of y.ticks(7)) {
      rule(tick, tick === 0, LEFT, y.pixel(tick), width - 6, y.pixel(tick));
      context.fillText(number(tick), LEFT - 5, y.pixel(tick) + 4);
    }
  }

  #line(context, values, stroke, lineWidth, alpha, dash = []) {
    const {x, y} = this.#scales;
    context.strokeStyle = stroke;
    context.lineWidth = lineWidth;
    context.globalAlpha = alpha;
    context.setLineDash(dash);
    context.beginPath();
    for (let i = 0; i < values.length; i++) {
      const at = x.from + (x.to - x.from) * i / (values.length - 1);
      context[i === 0 ? 'moveTo' : 'lineTo'](at, y.pixel(values[i]));
    }
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  #truth(context) {
    if (this.truth) {
      const {x} = this.#scales;
      const values = Array.from({length: 200}, (_, i) => this.truth(x.low + (x.high - x.low) * i / 199));
      this.#line(context, values, colour('ink'), 1.4, 0.7, [5, 5]);
    }
  }

  #dots(context) {
    const {x, y} = this.#scales;
    for (const dot of this.dots) {
      const at = this.dragged?.id === dot.id ? this.dragged : dot;
      context.beginPath();
      context.arc(x.pixel(at.x), y.pixel(at.y), 5, 0, 2 * Math.PI);
      context.fillStyle = PALETTE[1];
      context.fill();
      context.lineWidth = 1.2;
      context.strokeStyle = colour('ground');
      context.stroke();
    }
    if (this.cursor) {
      const [px, py] = [x.pixel(this.cursor.x), y.pixel(this.cursor.y)];
      context.strokeStyle = colour('ink');
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(px - 9, py);
      context.lineTo(px + 9, py);
      context.moveTo(px, py - 9);
      context.lineTo(px, py + 9);
      context.stroke();
    }
  }

  #legend(context, width) {
    context.font = '12px system-ui';
    context.textAlign = 'right';
    context.fillStyle = colour('accent');
    context.fillText(`— ${t('regression.curve')}`, width - 14, 22);
    if (this.truth) {
      context.fillStyle = colour('ink');
      context.fillText(`- - ${t('regression.truth')}`, width - 14, 38);
    }
  }

  #place(e) {
    const box = e.currentTarget.getBoundingClientRect();
    const {x, y, width} = this.#scales;
    const px = (e.clientX - box.left) * width / box.width;
    const py = (e.clientY - box.top) * HEIGHT / box.height;
    return {px, py, x: rounded(x.value(px)), y: rounded(y.value(py))};
  }

  /** The dot nearest to a place in pixels, within reach. */
  #nearest(px, py, reach) {
    const {x, y} = this.#scales;
    let best = null;
    let least = reach;
    for (const dot of this.dots) {
      const distance = Math.hypot(x.pixel(dot.x) - px, y.pixel(dot.y) - py);
      if (distance < least) {
        least = distance;
        best = dot;
      }
    }
    return best;
  }

  #down(e) {
    if (!this.#scales || e.button !== 0) {
      return;
    }
    const place = this.#place(e);
    const removes = this.erasing || e.ctrlKey || e.metaKey;
    const dot = this.#nearest(place.px, place.py, removes ? Infinity : REACH);
    if (removes) {
      if (dot) {
        this.#fire('dot-remove', {id: dot.id});
      }
    } else if (dot) {
      e.currentTarget.setPointerCapture(e.pointerId);
      this.dragged = {id: dot.id, x: dot.x, y: dot.y};
    } else {
      this.#fire('dot-add', {x: place.x, y: place.y});
    }
  }

  #move(e) {
    if (this.dragged) {
      const {x, y} = this.#place(e);
      this.dragged = {id: this.dragged.id, x, y};
      this.#fire('dot-move', this.dragged);
    }
  }

  #up() {
    if (this.dragged) {
      this.#fire('dot-move', this.dragged);
      this.dragged = null;
    }
  }

  #key(e) {
    if (!this.#scales) {
      return;
    }
    const {x, y} = this.#scales;
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
    const at = this.cursor ?? {x: (x.low + x.high) / 2, y: (y.low + y.high) / 2};
    const nearest = () => this.#nearest(x.pixel(at.x), y.pixel(at.y), Infinity);
    if (e.key in moves) {
      const next = {
        x: rounded(Math.max(x.low, Math.min(x.high, at.x + moves[e.key][0] * (x.high - x.low) / 50))),
        y: rounded(Math.max(y.low, Math.min(y.high, at.y + moves[e.key][1] * (y.high - y.low) / 50))),
      };
      const dot = e.shiftKey ? nearest() : null;
      if (dot) {
        this.#fire('dot-move', {id: dot.id, ...next});
      }
      this.cursor = next;
    } else if (e.key === 'Enter' || e.key === ' ') {
      this.cursor = at;
      this.#fire('dot-add', {x: rounded(at.x), y: rounded(at.y)});
    } else if (e.key === 'Delete' || e.key === 'Backspace') {
      const dot = nearest();
      if (dot) {
        this.#fire('dot-remove', {id: dot.id});
      }
    } else {
      return;
    }
    e.preventDefault();
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail}));
  }
}

function rounded(value) {
  return Number(value.toPrecision(4));
}

customElements.define('regression-plot', RegressionPlot);
