import {html} from 'lit';
import {styled} from '/base/styled.js';
import {percent, number} from '/base/texts.js';

/**
 * The likeliest classes as bars: green where it is the right class, red where the likeliest is wrong.
 *
 * @param rows [[class, score], ...], the likeliest first
 * @param label the right class, or -1
 * @param names of the classes
 * @param probabilities whether scores are from 0 to 1
 */
export function bars(rows, label, names, probabilities = true) {
  const most = Math.max(...rows.map(row => Math.abs(row[1])), 1e-9);
  return html`<span class="inside-bars">${rows.map(([one, score], i) => {
    const kind = label < 0 ? 'plain' : one === label ? 'right' : i === 0 ? 'wrong' : 'plain';
    const share = probabilities ? score : Math.max(0, score) / most;
    return html`<span class="inside-bar ${kind}"><span class="inside-fill"
        ${styled({width: (100 * share).toFixed(1) + '%'})}></span><span class="inside-class">${names[one]}</span
        ><span class="inside-score">${probabilities ? percent(score) : number(score, 3)}</span></span>`;
  })}</span>`;
}

/** [[class, score], ...] of the largest scores. */
export function top(scores, count) {
  return [...scores].map((score, i) => [i, score]).sort((a, b) => b[1] - a[1]).slice(0, count);
}
