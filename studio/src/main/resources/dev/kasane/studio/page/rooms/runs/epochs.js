import {html} from 'lit';
import {number, t} from '/base/texts.js';
import '/rooms/runs/texts.js';

/** A table of what was measured after each epoch, newest first. */
export function epochTable(run) {
  const names = run.names();
  if (names.length === 0) {
    return '';
  }
  return html`
    <div class="panel">
      <h3>${t('runs.table')}</h3>
      <div class="scroll" tabindex="0">
        <table>
          <thead><tr><th scope="col">${t('runs.epoch')}</th>${names.map(name => html`<th scope="col">${name}</th>`)}
            <th scope="col">${t('runs.time')}</th></tr></thead>
          <tbody>${run.epochs.slice(-100).reverse().map(one => html`<tr><td>${one.epoch}</td>
            ${names.map(name => html`<td>${number(one.values[name])}</td>`)}<td>${number(one.seconds, 3)}</td></tr>`)}
          </tbody>
        </table>
      </div>
    </div>`;
}
