import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {Poll} from '/base/poll.js';
import {get} from '/base/api.js';
import {t} from '/base/texts.js';
import {colour} from '/base/theme.js';
import '/base/chart.js';
import './texts.js';
import './data.js';
import './settings.js';
import './ranking.js';
import './answer.js';
import {nameOf} from './words.js';

const NOTHING = {round: -1, x: [], y: []};

/** Automatic search: a table in, a ranking of small networks live, an ensemble out. */
class SearchRoom extends KasaneElement {
  static properties = {state: {state: true}, curves: {state: true}};

  #seen = '';

  constructor() {
    super();
    this.curves = NOTHING;
    this.poll = new Poll(() => this.#ask(), 300, 0.3);
  }

  connectedCallback() {
    super.connectedCallback();
    this.poll.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.poll.stop();
  }

  themeChanged() {
    this.curves = {...this.curves};
  }

  async #ask() {
    await this.#take(await get('search/state'));
  }

  async #take(state) {
    const search = state.search;
    const seen = search ? `${search.round} ${search.evaluations} ${search.settings.seed}` : '';
    if (seen !== this.#seen) {
      this.curves = search && search.evaluations > 0 ? await get('search/curves') : NOTHING;
      this.#seen = seen;
    }
    this.state = state;
  }

  render() {
    const state = this.state;
    if (!state) {
      return html`<link rel="stylesheet" href="/rooms/search/room.css">`;
    }
    const classes = (state.table?.classes.length ?? 0) > 0;
    return html`
      <link rel="stylesheet" href="/rooms/search/room.css">
      <p class="faint">${t('search.intro')}</p>
      <div class="search-columns" @search-state=${e => this.#take(e.detail)}>
        <div class="stack">
          <search-data .examples=${state.examples} .table=${state.table}></search-data>
          <search-settings .standard=${state.standard} .table=${state.table} .search=${state.search}></search-settings>
        </div>
        ${state.table && state.search ? html`
          <div class="stack">
            <section class="panel">
              <kasane-chart .title=${t('search.curves')} .series=${this.#series(state.search)}
                  .low=${classes ? 0 : -0.5} .high=${1} xlabel=${t('search.epochAxis')}
                  ylabel=${t(classes ? 'search.accuracy' : 'search.r2')}></kasane-chart>
            </section>
            <search-answer .search=${state.search} .table=${state.table}></search-answer>
          </div>
          <search-ranking class="wide" .search=${state.search} .classification=${classes}></search-ranking>` : ''}
      </div>`;
  }

  /** All candidates faint, the best now strong. A line is cut where a fold begins anew. */
  #series(search) {
    const {x, y} = this.curves;
    const last = x.length - 1;
    let best = -1;
    y.forEach((curve, i) => {
      if (best < 0 || mean(search, i, curve[last]) > mean(search, best, y[best][last])) {
        best = i;
      }
    });
    const series = y.map((curve, i) => ({name: nameOf({round: this.curves.round, number: i}), x,
      y: curve.map(value => value === null || value < -0.5 ? null : value), faint: true,
        colour: colour('line')}));
    if (best >= 0) {
      series.push({name: `${t('search.best')}: ${nameOf({round: this.curves.round, number: best})}`, x,
        y: series[best].y, colour: colour('accent')});
    }
    return series;
  }
}

/** The mean over finished folds, or the last value before there is one. */
function mean(search, index, latest) {
  const candidate = search.candidates[index];
  return candidate && candidate.scores.length > 0 ? candidate.mean : latest ?? -Infinity;
}

customElements.define('search-room', SearchRoom);
