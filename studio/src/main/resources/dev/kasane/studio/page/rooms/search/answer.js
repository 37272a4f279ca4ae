import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, percent, t} from '/base/texts.js';
import {download, post} from '/base/api.js';
import {bestWords, score} from './words.js';

/** What came out: the ensemble's score on rows kept away, the best network in words, answers to rows typed in. */
class SearchAnswer extends KasaneElement {
  static properties = {search: {attribute: false}, table: {attribute: false}, answer: {state: true}};

  #fields = [];

  willUpdate(changed) {
    if (changed.has('table') && changed.get('table')?.name !== this.table.name) {
      this.#fields = [];
      this.answer = undefined;
    }
  }

  render() {
    const {search, table} = this;
    const classes = table.classes.length > 0;
    return html`
      <section class="panel stack search-answer">
        <h2>${t('search.result')}</h2>
        ${search.ranking.length === 0 ? html`<p class="faint">${t('search.waiting')}</p>` : html`
          <p>${search.heldRows === 0 ? t('search.noTest') : html`${t('search.test', number(search.heldRows))}:
            <strong class="search-test">${classes ? '' : 'R² '}${score(search.testScore, classes)}</strong>`}</p>
          <p class="search-words">${bestWords(search.ranking[0], classes)}</p>
          <form class="search-fields" @submit=${e => this.#ask(e)}>
            ${table.columns.map((column, i) => this.#field(column, i))}
            <button class="primary ask">${t('search.ask')}</button>
          </form>
          <div class="search-reply" role="status">${this.answer ? this.#reply(this.answer) : ''}</div>
          <button class="download" @click=${() => this.attempt(() =>
            download('search/ensemble', {}, 'ensemble.json'))}>${t('search.download')}</button>`}
      </section>`;
  }

  #field(column, index) {
    const set = e => { this.#fields[index] = e.target.value; };
    return html`<label>${column.name}
      ${column.numeric
        ? html`<input class="field" inputmode="decimal" size="8" placeholder=${t('search.missing')} @input=${set}>`
        : html`<select class="field" @change=${set}><option value="">${t('search.missing')}</option>${
            column.values.map(value => html`<option>${value}</option>`)}</select>`}
    </label>`;
  }

  #reply(answer) {
    const {table} = this;
    if (answer.best === null) {
      return html`${t('search.answer')}: <strong>${table.label} = ${number(answer.values[0])}</strong>`;
    }
    return html`<p>${t('search.answer')}: <strong>${answer.best}</strong></p>
      ${table.classes.map((name, i) => html`<div class="search-bar">
        <span>${name}</span><progress class=${name === answer.best ? 'best' : ''} max="1"
            .value=${answer.values[i]}></progress><span>${percent(answer.values[i])}</span></div>`)}`;
  }

  async #ask(event) {
    event.preventDefault();
    const fields = this.table.columns.map((_, i) => this.#fields[i] ?? '');
    this.answer = await this.attempt(() => post('search/predict', {fields})) ?? this.answer;
  }
}

customElements.define('search-answer', SearchAnswer);
