import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {percent, t} from '/base/texts.js';
import {post} from '/base/api.js';
import {store, withStore} from './store.js';

/** The runs: which one is shown, which curves are compared. */
class RunList extends withStore(KasaneElement) {
  render() {
    if (store.runs.length === 0) {
      return html`<p class="faint">${t('image.none')}</p>`;
    }
    return html`<ul class="runs" aria-label=${t('image.runs')}>
      ${store.runs.map(run => html`
        <li class=${run.id === store.selected ? 'chosen' : ''}>
          <input type="checkbox" .checked=${store.shown(run.id)} aria-label=${t('image.compare', run.title)}
              @change=${() => store.toggle(run.id)}>
          <span class="dot" .style=${'background: ' + store.colour(run.id)}></span>
          <button class="pick" data-run=${run.id} aria-pressed=${run.id === store.selected}
              @click=${() => store.select(run.id)}>
            <span class="title">${run.title}</span>
            <span class="faint">${t('image.state.' + run.state)}${run.valAccuracy === null ? ''
                : ' · ' + percent(run.valAccuracy)}</span>
          </button>
          <button class="small" aria-label=${t('image.remove', run.title)}
              @click=${() => this.#remove(run.id)}>×</button>
        </li>`)}
    </ul>`;
  }

  #remove(id) {
    return this.attempt(async () => {
      await post('image/remove', {run: id});
      await store.now();
    });
  }
}

customElements.define('run-list', RunList);
