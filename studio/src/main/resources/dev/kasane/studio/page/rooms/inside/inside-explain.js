import {html} from 'lit';
import {styled} from '/base/styled.js';
import {KasaneElement} from '/base/element.js';
import {t, number} from '/base/texts.js';
import {explain} from './client.js';
import './texts.js';

const FEW = 30;

/**
 * How a number was made, down to products and sums; each number in it can be asked for in turn.
 *
 * Properties: run; asked: {where, input, node, index}, or null; set it to explain a number.
 */
export class InsideExplain extends KasaneElement {
  static properties = {
    run: {},
    asked: {attribute: false},
    answer: {state: true},
    whole: {state: true},
    sorted: {state: true},
  };

  #path = [];
  #turn = 0;

  constructor() {
    super();
    this.asked = null;
    this.answer = null;
    this.whole = false;
    this.sorted = false;
  }

  willUpdate(changed) {
    if (changed.has('asked')) {
      this.#path = [];
      if (this.asked) {
        this.#go(this.asked.node, this.asked.index);
      } else {
        this.answer = null;
      }
    }
  }

  /** Explains the same number again, after image or weights have changed. */
  refresh(asked) {
    const last = this.#path.at(-1);
    if (!last) {
      return;
    }
    this.asked = {...asked, node: this.asked.node, index: this.asked.index};
    const path = this.#path;
    this.updateComplete.then(() => {
      this.#path = path;
      this.#fetch(last);
    });
  }

  #go(node, index) {
    this.#path.push({node, index});
    this.whole = false;
    this.#fetch({node, index});
  }

  async #fetch({node, index}) {
    const turn = ++this.#turn;
    const answer = await this.attempt(() => explain(this.asked.where, node, index, this.asked.input));
    if (answer && turn === this.#turn) {
      this.answer = answer;
    }
  }

  #back() {
    this.#path.pop();
    this.whole = false;
    this.#fetch(this.#path.at(-1));
  }

  render() {
    return html`
      <section class="panel inside-explain" aria-label=${t('inside.explain')}>
        <header class="row"><h3>${t('inside.explain')}</h3>
          ${this.#path.length > 1 ? html`<button class="small" @click=${() => this.#back()}>← ${t('inside.back')}</button>`
              : ''}</header>
        ${this.answer ? this.answer.steps.map((step, i) => this.#step(step, i))
            : html`<p class="faint">${t('inside.explainHint')}</p>`}
      </section>`;
  }

  #name(one) {
    const at = one.at.length > 0 ? ` [${one.at.join(', ')}]` : '';
    switch (one.kind) {
      case 'gradient': case 'weightGradient': return '∂loss/∂' + one.name + at;
      case 'loss': return 'loss';
      case 'constant': return '';
      case 'target': return t('inside.what.target') + at;
      case 'random': return t('inside.what.random') + at;
      default: return one.name + at;
    }
  }

  /** The names that products have in common, factor by factor, so that rows need only coordinates; null if none. */
  #heads(terms) {
    const products = terms.filter(term => term.factors.length > 1);
    const first = products[0]?.factors;
    const same = first && products.length > 2 && products.every(term => term.factors.length === first.length
        && term.factors.every((one, i) => one.node === first[i].node));
    return same ? first.map(one => this.#name({...one, at: []})) : null;
  }

  /** A number that leads on: to its own step below, or to an explanation of its own. */
  #number(one, short = false) {
    const name = short ? `[${one.at.join(', ')}]` : this.#name(one);
    const value = digits(one.value);
    if (one.kind === 'constant' || one.kind === 'random') {
      return html`<span class="inside-number">${name} <b>${value}</b></span>`;
    }
    const mark = one.from > 0 ? ` (${one.from + 1})` : '';
    return html`<button class="inside-number ${one.kind}" title=${t('inside.what.' + one.kind)}
        @click=${() => this.#go(one.node, one.index)}>${name}${mark} <b>${value}</b></button>`;
  }

  #step(step, i) {
    const own = step.number;
    const off = own.value - step.exact;
    return html`
      <div class="inside-step">
        <p class="inside-title">${i > 0 ? html`<span class="faint">(${i + 1})</span> ` : ''}<b>${this.#name(own)}</b>
          = <b class="inside-big">${number(own.value === 0 ? 0 : own.value, 9)}</b>
          <span class="faint">${t('inside.what.' + own.kind)}</span></p>
        ${this.#rule(step)}
        ${step.rule === 'given' ? '' : html`<table class="inside-check"><tbody>
          <tr><th scope="row">${t('inside.exact')}</th><td>${precise(step.exact)}</td></tr>
          <tr><th scope="row">${t('inside.computed')}</th><td>${precise(own.value)}</td></tr>
          <tr><th scope="row">${t('inside.difference')}</th><td>${number(off, 2)}</td></tr></tbody></table>`}
      </div>`;
  }

  #rule(step) {
    switch (step.rule) {
      case 'sum': return this.#sum(step);
      case 'largest': return html`<p class="faint">${t('inside.largestOf', step.arguments.length + step.left)}</p>
          <p class="inside-arguments">${step.arguments.map((one, i) => html`<span
              class=${i === step.winner ? 'inside-winner' : ''}>${this.#number(one)}</span>`)}</p>`;
      case 'function': return html`<p class="inside-formula">${step.formula}</p>
          <p class="inside-arguments">${step.arguments.map((one, i) => html`<span>${'abc'[i] ?? ''}:
              ${this.#number(one)}</span>`)}</p>`;
      case 'softmax': return this.#softmax(step);
      default: return html`<p class="faint">${t('inside.given', t('inside.what.' + step.number.kind))}</p>`;
    }
  }

  #sum(step) {
    const {terms} = step;
    const total = terms.length + step.left;
    if (total === 0) {
      return html`<p class="faint">${t('inside.noTerms')}</p>`;
    }
    if (total === 1 && terms[0].factors.length === 1 && terms[0].weight === 1) {
      return html`<p class="inside-arguments">${this.#number(terms[0].factors[0])}
          <span class="faint">${t('inside.copyOf')}</span></p>`;
    }
    const order = this.sorted ? [...terms].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)) : terms;
    const shown = this.whole ? order : order.slice(0, FEW);
    const most = Math.max(...terms.map(one => Math.abs(one.value)), 1e-30);
    const heads = this.#heads(terms);
    return html`
      <div class="row"><span class="faint">${total === 1 ? t('inside.product') : t('inside.sumOf', total)}</span>
        ${total > 2 ? html`<label class="faint"><input type="checkbox" .checked=${this.sorted}
            @change=${e => { this.sorted = e.target.checked; }}> ${t('inside.bySize')}</label>` : ''}</div>
      <div class="scroll inside-terms" tabindex="0" role="region" aria-label=${t('inside.sumOf', total)}>
        <table>${heads ? html`<thead><tr>${heads.map(one => html`<th scope="col">${one}</th>`)}
            <th scope="col">${t('inside.product')}</th><th></th></tr></thead>` : ''}
        <tbody>${shown.map(term => html`<tr>
          ${heads && term.factors.length === heads.length
              ? term.factors.map((one, i) => html`<td>${i > 0 ? '× ' : weight(term)}${this.#number(one, true)}</td>`)
              : html`<td colspan=${heads ? heads.length : 1}>${weight(term)}${term.factors.map((one, i) =>
                html`${i > 0 ? ' × ' : ''}${this.#number(one)}`)}</td>`}
          <td>${digits(term.value)}</td>
          <td class="inside-share"><span class=${term.value < 0 ? 'minus' : 'plus'}
              ${styled({width: (100 * Math.abs(term.value) / most).toFixed(1) + '%'})}></span></td>
        </tr>`)}</tbody></table>
      </div>
      ${shown.length < terms.length ? html`<button class="small"
          @click=${() => { this.whole = true; }}>${t('inside.showAll', terms.length)}</button>` : ''}
      ${step.left > 0 ? html`<p class="faint">${t('inside.moreTerms', step.left, number(step.leftSum, 6))}</p>` : ''}`;
  }

  #softmax(step) {
    return html`
      <p class="faint">${t(step.formula ? 'inside.logSoftmaxOf' : 'inside.softmaxOf',
          step.arguments.length + step.left)}</p>
      <div class="scroll inside-terms"><table><thead><tr><th>x</th><th>exp(x − ${number(step.largest, 5)})</th><th></th>
      </tr></thead><tbody>${step.arguments.map((one, i) => {
        const power = Math.exp(one.value - step.largest);
        return html`<tr class=${i === step.winner ? 'inside-winner' : ''}><td>${this.#number(one)}</td>
            <td>${digits(power)}</td><td class="inside-share"><span class="plus"
            ${styled({width: (100 * power).toFixed(1) + '%'})}></span></td></tr>`;
      })}</tbody><tfoot><tr><th scope="row">Σ</th><td>${number(step.denominator, 8)}</td><td></td></tr></tfoot></table></div>`;
  }
}

/** The weight of a term, unless it is 1. */
function weight(term) {
  return term.weight === 1 ? '' : term.weight === -1 ? '− ' : html`${number(term.weight, 6)} · `;
}

/** Five digits; zero has no sign. */
function digits(value) {
  return number(value === 0 ? 0 : value, 5);
}

/** All digits that a double has and a person can compare. */
function precise(value) {
  return value === null ? '–' : value === 0 ? '0' : Number(value).toPrecision(12);
}

customElements.define('inside-explain', InsideExplain);
