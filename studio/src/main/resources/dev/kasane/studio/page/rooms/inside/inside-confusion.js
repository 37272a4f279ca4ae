import {html} from 'lit';
import {styled} from '/base/styled.js';
import {get, post} from '/base/api.js';
import {t, number, percent} from '/base/texts.js';
import {InsideElement} from './inside-base.js';
import {images} from './client.js';
import {bars} from './inside-bars.js';
import {thumb} from './thumb.js';

const STRIP = 12;
const AGAIN = 150;

/**
 * What the network says of test images: some with their three likeliest classes, the confusion matrix of all with the
 * images behind each cell, and the worst mistakes. A click on an image fires `open` with its index.
 */
class InsideConfusion extends InsideElement {
  static properties = {
    strip: {state: true},
    report: {state: true},
    cell: {state: true},
  };

  #pictures = {};
  #from = 0;
  #timer = null;

  constructor() {
    super();
    this.runChanged();
  }

  runChanged() {
    this.strip = null;
    this.report = null;
    this.cell = null;
    this.#pictures = {};
    this.#from = 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  get #size() {
    return this.layers.tests || this.layers.trains;
  }

  async weightsChanged() {
    if (this.layers.classes.length === 0 || !this.#size) {
      return;
    }
    await this.#predict();
    const before = this.report;
    await this.#find();
    const none = this.report?.state === 'none';
    if (none && (before === null || this.at >= 0)) {
      await this.#evaluate();
    }
  }

  async #predict() {
    const {run, at} = this;
    await this.attempt(async () => {
      const strip = await get('inside/predictions', {run, at, from: Math.min(this.#from, this.#size - 1), count: STRIP});
      await this.#load(strip.items);
      this.strip = strip;
    });
  }

  async #load(items) {
    const missing = items.map(item => item.index).filter(index => !this.#pictures[index]);
    if (missing.length > 0) {
      const each = this.layers.points[0].shape.reduce((a, b) => a * b, 1);
      this.#pictures = {...this.#pictures, ...await images(this.run, 'test', missing, each)};
    }
  }

  async #evaluate() {
    this.cell = null;
    await this.attempt(async () => this.#take(await post('inside/evaluate', {}, {run: this.run, at: this.at})));
  }

  async #find() {
    await this.attempt(async () => this.#take(await get('inside/evaluation', {run: this.run, at: this.at})));
  }

  async #take(report) {
    clearTimeout(this.#timer);
    if (report.state === 'running' || report.state === 'waiting') {
      this.#timer = setTimeout(() => this.#find(), AGAIN);
    } else if (report.state === 'done') {
      await this.#load(report.worst);
    }
    this.report = report;
  }

  render() {
    if (!this.run) {
      return html`<p class="faint">${t('inside.norun')}</p>`;
    }
    if (!this.layers) {
      return html`<p class="faint">${t('inside.waiting')}</p>`;
    }
    return html`<link rel="stylesheet" href="/rooms/inside/inside.css">
      ${this.layers.classes.length === 0 || !this.#size ? html`<p class="faint">${t('inside.noData')}</p>`
          : html`<div class="stack">${this.#strip()}${this.#evaluation()}</div>`}`;
  }

  #open(index) {
    this.dispatchEvent(new CustomEvent('open', {detail: {index, set: 'test'}}));
  }

  #picture(item, more) {
    return html`<button class="inside-sample" aria-label=${t('inside.open', item.index)}
        @click=${() => this.#open(item.index)}>${thumb(this.layers, this.#pictures[item.index], '')}${more}</button>`;
  }

  #strip() {
    const {strip} = this;
    if (!strip) {
      return '';
    }
    const right = strip.items.filter(item => item.classes[0] === item.label).length;
    const names = this.layers.classes;
    return html`<section class="panel">
      <div class="row"><h3>${t('inside.predictions')}</h3>
        <span class="faint">${t('inside.accuracyShown', right, strip.items.length)} · ${t('inside.step', strip.step)}</span>
        <button class="small inside-others" @click=${() => {
          this.#from = Math.floor(Math.random() * Math.max(1, this.#size - STRIP));
          this.#predict();
        }}>${t('inside.newSample')}</button></div>
      <div class="inside-strip">${strip.items.map(item => this.#picture(item,
          bars(item.classes.map((one, i) => [one, item.scores[i]]), item.label, names, strip.probabilities)))}</div>
    </section>`;
  }

  #evaluation() {
    const {report} = this;
    const stale = report?.state === 'done' && report.step !== this.layers.step;
    const busy = report?.state === 'running' || report?.state === 'waiting';
    return html`<section class="panel">
      <div class="row"><h3>${t('inside.confusion')}</h3>
        ${report?.state === 'done' ? html`<b class="inside-accuracy">${t('inside.accuracy', percent(report.accuracy, 2),
            number(report.loss), number(report.samples, 6), number(report.step, 9))}</b>` : ''}
        ${busy ? html`<span role="status">${t('inside.evaluating', report.done, report.samples)}</span>` : ''}
        ${!busy && (stale || report?.state !== 'done') ? html`<button class="small primary inside-evaluate"
            @click=${() => this.#evaluate()}>${stale ? t('inside.evaluateAgain', report.step)
                : t('inside.evaluate', this.#size)}</button>` : ''}
        ${report?.state === 'failed' ? html`<span class="bad">${report.message}</span>` : ''}</div>
      ${report?.state === 'done' ? html`
        ${report.matrix.length > 0 ? html`<p class="faint">${t('inside.confusionHint')}</p>${this.#matrix(report.matrix)}`
            : ''}
        ${this.cell ? this.#cell() : ''}` : ''}
    </section>
    ${report?.state === 'done' ? html`<section class="panel">
      <h3>${t('inside.worst')}</h3>
      <p class="faint">${t(report.worst.length > 0 ? 'inside.worstHint' : 'inside.noMistakes')}</p>
      ${this.#items(report.worst)}</section>` : ''}`;
  }

  #matrix(matrix) {
    const names = this.layers.classes;
    const most = Math.max(1, ...matrix.map((row, i) => Math.max(...row.filter((_, j) => j !== i))));
    const columns = names.map((_, j) => matrix.reduce((sum, row) => sum + row[j], 0));
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('inside.confusion')}>
      <table class="inside-matrix"><thead>
        <tr><th></th><th colspan=${names.length} class="inside-axis">${t('inside.predicted')}</th><th></th></tr>
        <tr><th>${t('inside.actual')}</th>${names.map(name => html`<th scope="col">${name}</th>`)}
          <th class="faint inside-recall">${t('inside.recall')}</th></tr></thead>
      <tbody>${matrix.map((row, i) => html`<tr><th scope="row">${names[i]}</th>
        ${row.map((count, j) => html`<td>${count === 0 ? html`<span class="faint">·</span>` : html`<button
            class="inside-cell ${i === j ? 'right' : 'wrong'}"
            aria-pressed=${this.cell?.actual === i && this.cell?.predicted === j ? 'true' : 'false'}
            ${styled({'--share': (i === j ? count / Math.max(1, ...row) : 0.15 + 0.85 * count / most).toFixed(3)})}
            aria-label=${t('inside.cellName', names[i], names[j], count)}
            @click=${() => this.#openCell(i, j)}>${count}</button>`}</td>`)}
        <td class="faint inside-recall">${percent(row[i] / row.reduce((a, b) => a + b, 0))}</td></tr>`)}</tbody>
      <tfoot><tr><th class="faint">${t('inside.precision')}</th>${names.map((_, j) => html`<td class="faint">
          ${percent(matrix[j][j] / columns[j], 0)}</td>`)}<td></td></tr></tfoot></table></div>`;
  }

  async #openCell(actual, predicted) {
    await this.attempt(async () => {
      const cell = await get('inside/cell', {run: this.run, at: this.at, actual, predicted});
      await this.#load(cell.items);
      this.cell = {actual, predicted, ...cell};
    });
  }

  #cell() {
    const {cell} = this;
    const names = this.layers.classes;
    return html`<div class="inside-cell-images"><div class="row">
      <b>${t('inside.cellName', names[cell.actual], names[cell.predicted], cell.count)}</b>
      <button class="small" @click=${() => { this.cell = null; }}>${t('inside.close')}</button></div>
      ${this.#items(cell.items)}</div>`;
  }

  #items(items) {
    const names = this.layers.classes;
    return html`<div class="inside-items">${items.map(item => this.#picture(item, html`<span class="inside-verdict">
      <span class=${item.label === item.predicted ? 'good' : 'bad'}>${names[item.predicted]}</span>
      ${item.label === item.predicted ? '' : html`<span class="faint">(${names[item.label]})</span>`}
      <span class="faint">${this.strip?.probabilities === false ? number(item.p, 3) : percent(item.p, 0)}</span></span>`))}
    </div>`;
  }
}

customElements.define('inside-confusion', InsideConfusion);
