import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import '/base/chart.js';
import {store, withStore} from './store.js';
import './histogram-map.js';

/** How weights, gradients and activations of the run that is shown develop. */
class RunLayers extends withStore(KasaneElement) {
  connectedCallback() {
    store.layers = true;
    super.connectedCallback();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.layers = false;
  }

  themeChanged() {
    this.requestUpdate();
  }

  render() {
    const step = t('image.stepNo');
    return html`
      <p class="faint">${t('image.weightsNote')}</p>
      <div class="columns">
        ${['weight', 'gradient', 'dead'].map(kind => html`
          <kasane-chart class="panel" .title=${t('image.chart.' + kind)} .series=${this.#series(kind)} xlabel=${step}
              .low=${0}></kasane-chart>`)}
        <histogram-map class="panel" .run=${store.selected}></histogram-map>
      </div>`;
  }

  #series(kind) {
    const run = store.curvesOf(store.selected);
    if (!run) {
      return [];
    }
    return [...run.curves.keys()].filter(name => name.startsWith(kind + '/') && !name.endsWith('/bias'))
        .map(name => ({name: name.slice(kind.length + 1).replace('/kernel', ''), ...run.series(name)}));
  }
}

customElements.define('run-layers', RunLayers);
