import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {post} from '/base/api.js';

const MAIN = [['candidates', 1, 200, 1], ['folds', 1, 20, 1], ['epochs', 1, 500, 1], ['ensemble', 1, 50, 1]];
const MORE = [['testShare', 0, 0.8, 0.05], ['trainShare', 0.05, 0.95, 0.05], ['neuronsMin', 1, 200, 1],
  ['neuronsMax', 1, 200, 1], ['threads', 1, 64, 1], ['seed', 0, 1e9, 1]];

/** Settings, start, stop and progress of a search; fires `search-state` with the room's answer. */
class SearchSettings extends KasaneElement {
  static properties = {
    standard: {attribute: false},
    table: {attribute: false},
    search: {attribute: false},
    values: {state: true},
  };

  willUpdate() {
    if (!this.values && this.standard) {
      this.values = {...(this.search?.settings ?? this.standard)};
    }
  }

  render() {
    const search = this.search;
    const running = search?.status === 'RUNNING';
    return html`
      <section class="panel stack search-settings">
        <h2>${t('search.settings')}</h2>
        <div class="search-fields">${MAIN.map(field => this.#field(field))}</div>
        <details>
          <summary>${t('search.more')}</summary>
          <div class="search-fields">${MORE.map(field => this.#field(field))}</div>
        </details>
        <div class="row">
          <button class="primary start" ?disabled=${!this.table || running}
              @click=${() => this.#do('start', this.values)}>${t('search.start')}</button>
          <button class="stop" ?disabled=${!running} @click=${() => this.#do('stop')}>${t('search.stop')}</button>
          <button class="again" ?disabled=${search?.status !== 'DONE'} @click=${() => this.#do('more')}>${
            t('search.again')}</button>
        </div>
        ${search ? html`
          <div>
            <progress max="1" .value=${search.status === 'DONE' ? 1 : search.progress}></progress>
            <div class="row"><span class="status" data-status=${search.status}>${this.#status(search)}</span>
              <span class="faint">${t('search.seconds', number(search.seconds, 3))}</span></div>
          </div>` : ''}
      </section>`;
  }

  #status(search) {
    switch (search.status) {
      case 'RUNNING':
        return search.fold >= search.settings.folds
            ? t('search.retraining', search.round + 1)
            : t('search.RUNNING', search.round + 1, search.fold + 1, search.settings.folds);
      case 'DONE':
        return t('search.DONE', search.round + 1);
      case 'FAILED':
        return t('search.FAILED', search.error);
      default:
        return t('search.' + search.status);
    }
  }

  #field([name, low, high, step]) {
    return html`<label>${t('search.' + name)}
      <input type="number" name=${name} min=${low} max=${high} step=${step} .value=${String(this.values[name])}
          @change=${e => { this.values = {...this.values, [name]: Number(e.target.value)}; }}></label>`;
  }

  async #do(action, body = {}) {
    const state = await this.attempt(() => post('search/' + action, body));
    if (state) {
      this.dispatchEvent(new CustomEvent('search-state', {bubbles: true, detail: state}));
    }
  }
}

customElements.define('search-settings', SearchSettings);
