import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, percent, t} from '/base/texts.js';
import {post, send} from '/base/api.js';

const MOST_BYTES = 4 * 1024 * 1024;
const SEPARATORS = [',', ';', 'tab', '|'];

/** Chooses the table; fires `search-state` with the room's answer. */
class SearchData extends KasaneElement {
  static properties = {examples: {attribute: false}, table: {attribute: false}, text: {state: true}};

  #options = {label: '-1', separator: ',', header: 'guess', task: 'guess'};
  #name = 'table';

  constructor() {
    super();
    this.text = '';
  }

  render() {
    const table = this.table;
    return html`
      <section class="panel stack search-data">
        <h2>${t('search.data')}</h2>
        <div class="row">
          <label>${t('search.example')}
            <select class="example" @change=${e => this.#example(e.target)}>
              <option value="">${t('search.choose')}</option>
              ${this.examples.map(name => html`<option value=${name}>${t('search.' + name)}</option>`)}
            </select></label>
          <label class="search-file">${t('search.file')} <input type="file" accept=".csv,.tsv,.txt,text/csv"
              @change=${e => this.#file(e.target.files[0])}></label>
        </div>
        <details>
          <summary>${t('search.paste')}</summary>
          <textarea rows="8" spellcheck="false" aria-label=${t('search.paste')} .value=${this.text}
              @input=${e => { this.text = e.target.value; }}></textarea>
          <button class="use" ?disabled=${this.text.trim() === ''} @click=${() => this.#send()}>${
            t('search.use')}</button>
        </details>
        <details class="reading">
          <summary>${t('search.reading')}</summary>
          <div class="row">
            <label title=${t('search.labelHint')}>${t('search.label')}
              <input class="label" size="10" value="-1"
                  @change=${e => this.#set('label', e.target.value.trim())}></label>
            ${this.#select('separator', SEPARATORS.map(one => [one, one === 'tab' ? t('search.tab') : one]))}
            ${this.#select('header', ['guess', 'yes', 'no'].map(one => [one, t('search.' + one)]))}
            ${this.#select('task', ['guess', 'classification', 'regression'].map(one => [one, t('search.' + one)]))}
          </div>
          <p class="faint">${t('search.label')}: ${t('search.labelHint')}</p>
        </details>
        ${table ? this.#summary(table) : html`<p class="faint">${t('search.empty')}</p>`}
      </section>`;
  }

  #select(name, choices) {
    return html`<label>${t('search.' + name)}
      <select class=${name} @change=${e => this.#set(name, e.target.value)}>
        ${choices.map(([value, text]) => html`<option value=${value}
            .selected=${value === this.#options[name]}>${text}</option>`)}
      </select></label>`;
  }

  #summary(table) {
    const regression = table.classes.length === 0;
    return html`
      <div class="search-summary">
        <strong>${table.name}</strong>:
        ${t('search.rows', number(table.rows), table.columns.length + 1, number(table.inputs))}.
        ${t('search.labelIs', table.label)} (${regression ? t('search.number')
          : table.classes.slice(0, 12).map((name, i) => `${name} ${table.counts[i]}`).join(', ')
            + (table.classes.length > 12 ? ', …' : '')})
        ${table.droppedRows > 0 ? html`<br>${t('search.dropped', table.droppedRows)}` : ''}
        ${regression ? '' : html`<br><span class="faint">${t('search.always', percent(table.baseline))}</span>`}
      </div>`;
  }

  async #example(select) {
    const name = select.value;
    if (name !== '') {
      await this.#take(() => post('search/example', {}, {name}));
      const response = await fetch('/api/search/csv');
      this.text = await response.text();
      this.#name = name;
      select.value = '';
    }
  }

  async #file(file) {
    if (!file) {
      return;
    }
    this.#name = file.name;
    if (file.size <= MOST_BYTES) {
      this.text = await file.text();
    }
    await this.#send(file);
  }

  #set(name, value) {
    this.#options[name] = value;
    this.requestUpdate();
    if (this.table && this.text !== '') {
      this.#send();
    }
  }

  #send(body = new Blob([this.text])) {
    return this.#take(() => send('search/table', body, {...this.#options, name: this.#name}));
  }

  async #take(ask) {
    const state = await this.attempt(ask);
    if (state) {
      this.dispatchEvent(new CustomEvent('search-state', {bubbles: true, detail: state}));
    }
  }
}

customElements.define('search-data', SearchData);
