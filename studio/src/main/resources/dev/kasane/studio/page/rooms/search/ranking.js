import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {hiddenWords, nameOf, score, trainingWords} from './words.js';

const SHOWN = 30;

/** The candidates of the present round while it is under way, and the best of all rounds. */
class SearchRanking extends KasaneElement {
  static properties = {search: {attribute: false}, classification: {type: Boolean}};

  render() {
    const search = this.search;
    const now = search.candidates.filter(each => each.scores.length > 0).sort((a, b) => b.mean - a.mean);
    const live = search.status !== 'DONE' && now.length > 0;
    return html`
      <section class="panel search-ranking">
        <h2>${t('search.ranking')}${live ? html` <span class="faint">${t('search.now')}</span>` : ''}</h2>
        <div class="scroll">
          <table>
            <thead><tr>
              <th>#</th><th>${t(this.classification ? 'search.accuracy' : 'search.r2')}</th>
              <th>${t('search.spread')}</th>
              <th class="text">${t('search.hidden')}</th><th class="text">${t('search.training')}</th>
              <th>${t('search.candidate')}</th>
            </tr></thead>
            <tbody>
              ${(live ? now : search.ranking).slice(0, SHOWN).map((each, i) => this.#row(each, i,
                  !live && i < search.ensemble))}
            </tbody>
          </table>
        </div>
      </section>`;
  }

  #row(candidate, index, member) {
    return html`<tr class=${member ? 'member' : ''} title=${member ? t('search.inEnsemble') : ''}>
      <td>${index + 1}${member ? ' ★' : ''}</td>
      <td><strong>${score(candidate.mean, this.classification)}</strong></td>
      <td>${score(candidate.spread, this.classification)}</td>
      <td class="text">${hiddenWords(candidate)}</td>
      <td class="text">${trainingWords(candidate)}</td>
      <td>${nameOf(candidate)}</td>
    </tr>`;
  }
}

customElements.define('search-ranking', SearchRanking);
