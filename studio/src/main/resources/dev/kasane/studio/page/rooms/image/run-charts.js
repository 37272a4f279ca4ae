import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import '/base/chart.js';
import {store, withStore} from './store.js';

/** Curves over the steps, of all runs that are compared: of each batch, and of each epoch's validation. */
class RunCharts extends withStore(KasaneElement) {
  themeChanged() {
    this.requestUpdate();
  }

  render() {
    const step = t('image.stepNo');
    return html`<div class="columns">
      <kasane-chart class="panel" .title=${t('image.chart.loss')} .series=${this.#both('loss')} xlabel=${step}
          .smooth=${0.9}></kasane-chart>
      <kasane-chart class="panel" .title=${t('image.chart.accuracy')} .series=${this.#both('accuracy')} xlabel=${step}
          .smooth=${0.9}></kasane-chart>
      <kasane-chart class="panel" .title=${t('image.chart.speed')} .series=${this.#one('speed')} xlabel=${step}
          .low=${0}></kasane-chart>
      <kasane-chart class="panel" .title=${t('image.chart.rate')} .series=${this.#one('rate')}
          xlabel=${step}></kasane-chart>
    </div>`;
  }

  #one(name) {
    return store.compared().map(([id, run]) => ({name: run.title, colour: store.colour(id), ...run.series(name)}));
  }

  #both(name) {
    return store.compared().flatMap(([id, run]) => {
      const validation = {name: t('image.valOf', run.title), colour: store.colour(id), dashed: true, rough: true,
        ...run.epochSeries('val_' + name)};
      const train = {name: run.title, colour: store.colour(id), ...run.series(name)};
      return validation.x.length > 0 ? [train, validation] : [train];
    });
  }
}

customElements.define('run-charts', RunCharts);
