import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import '/base/chart.js';
import {currentLanguage, t} from '/base/texts.js';
import '/rooms/runs/texts.js';

/** The four charts of a run: <runs-charts .run=${followedRun} .version=${run.version}>. */
class RunsCharts extends KasaneElement {
  static properties = {
    run: {attribute: false},
    version: {type: Number},
  };

  #series = {};
  #made = '';

  #prepare() {
    const made = `${this.run.id} ${this.version} ${currentLanguage()}`;
    if (made === this.#made) {
      return;
    }
    this.#made = made;
    for (const measure of ['loss', 'accuracy']) {
      const series = [{...this.run.curve(measure), name: t('runs.batch')}];
      for (const name of this.run.names().filter(one => one.endsWith(measure))) {
        const validation = name.startsWith('val_');
        series.push({name: t(validation ? 'runs.validation' : 'runs.mean'), ...this.run.measured(name),
            dashed: !validation});
      }
      this.#series[measure] = series;
    }
    for (const one of ['rate', 'speed']) {
      this.#series[one] = [{...this.run.curve(one), name: t(`runs.${one}`)}];
    }
  }

  render() {
    if (!this.run?.state) {
      return '';
    }
    this.#prepare();
    return html`
      <div class="columns">
        <div class="panel"><kasane-chart .title=${t('runs.loss')} .series=${this.#series.loss}
            .xlabel=${t('runs.step')}></kasane-chart></div>
        <div class="panel"><kasane-chart .title=${t('runs.accuracy')} .series=${this.#series.accuracy}
            .xlabel=${t('runs.step')}></kasane-chart></div>
        <div class="panel"><kasane-chart .title=${t('runs.rate')} .series=${this.#series.rate}
            .xlabel=${t('runs.step')}></kasane-chart></div>
        <div class="panel"><kasane-chart .title=${t('runs.speed')} .series=${this.#series.speed}
            .xlabel=${t('runs.step')}></kasane-chart></div>
      </div>`;
  }
}

customElements.define('runs-charts', RunsCharts);
