import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, percent, t} from '/base/texts.js';
import {PALETTE} from '/base/theme.js';

/** The final numbers so far, the best test accuracy first. */
class OptStandings extends KasaneElement {
  static properties = {view: {attribute: false}, target: {type: Number}};

  render() {
    const rows = this.view.rows.map((row, i) => ({...row, index: i}))
        .sort((a, b) => (b.test ?? -1) - (a.test ?? -1) || (a.loss ?? Infinity) - (b.loss ?? Infinity));
    const target = percent(this.target, 0);
    return html`
      <h3>${t('opt.table')}</h3>
      <div class="scroll">
        <table class="opt-standings">
          <thead><tr><th>${t('opt.method')}</th><th>${t('opt.lossNow')}</th><th>${t('opt.trainingNow')}</th>
            <th>${t('opt.testNow')}</th><th>${t('opt.best')}</th><th>${t('opt.reached', target)}</th>
            <th>${t('opt.reachedSamples', target)}</th><th>${t('opt.perBatch')}</th></tr></thead>
          <tbody>${rows.map(row => html`<tr>
            <td><svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" rx="3"
                fill=${PALETTE[row.index % PALETTE.length]}></rect></svg> ${row.title}</td>
            <td>${row.lost ? html`<span class="bad">${t('opt.lost')}</span>` : number(row.loss, 3)}</td>
            <td>${percent(row.accuracy)}</td>
            <td><strong>${percent(row.test)}</strong></td>
            <td>${percent(row.best)}</td>
            <td>${number(row.reachedSeconds, 3)}</td>
            <td>${row.reachedSamples < 0 ? '–' : number(row.reachedSamples, 9)}</td>
            <td>${this.view.batches > 0 ? number(1e6 * row.seconds / this.view.batches, 3) : '–'}</td>
          </tr>`)}</tbody>
        </table>
      </div>
      <p class="faint">${t('opt.note')}</p>`;
  }
}

customElements.define('opt-standings', OptStandings);
