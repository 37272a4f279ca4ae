import {html} from 'lit';
import * as echarts from 'echarts';
import {KasaneElement} from '/base/element.js';
import {addTexts, t} from '/base/texts.js';
import {PALETTE, colour, isDark} from '/base/theme.js';
import {saveBlob} from '/base/api.js';

addTexts({
  'chart.log': ['log scale', '対数目盛'],
  'chart.smooth': ['smoothing', '平滑化'],
  'chart.reset': ['whole range', '全体表示'],
  'chart.png': ['PNG', 'PNG'],
  'chart.csv': ['CSV', 'CSV'],
});

const EMPTY = [];

/**
 * Curves over a common axis, with smoothing, logarithmic scale, zoom (wheel or pinch, drag to move), PNG and CSV.
 *
 *   <kasane-chart .title=${'Loss'} .series=${[{name: 'train', x: [...], y: [...], dashed: false}]} xlabel="step">
 *
 * Set `series` to a new array to draw anew. A series with `faint` is background: thin, without legend and tooltip; one
 * that is `rough` has few points, which are marked and not smoothed. `plain` leaves the tools out, `points` draws dots
 * instead of lines.
 */
export class KasaneChart extends KasaneElement {
  static properties = {
    title: {},
    series: {attribute: false},
    xlabel: {},
    ylabel: {},
    plain: {type: Boolean},
    points: {type: Boolean},
    log: {type: Boolean},
    smooth: {type: Number},
    low: {type: Number},
    high: {type: Number},
  };

  #chart = null;
  #observer = null;

  constructor() {
    super();
    this.title = '';
    this.series = EMPTY;
    this.xlabel = '';
    this.ylabel = '';
    this.log = false;
    this.smooth = 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.updateComplete.then(() => this.#draw());
    }
  }

  themeChanged() {
    this.#chart?.dispose();
    this.#chart = null;
  }

  render() {
    return html`
      <div class="chart-head">
        <h3>${this.title}</h3>
        ${this.plain ? '' : html`
          <span class="chart-tools">
            <label><input type="checkbox" .checked=${this.log}
                @change=${e => { this.log = e.target.checked; }}> ${t('chart.log')}</label>
            <label>${t('chart.smooth')} <input type="range" min="0" max="0.98" step="0.02" .value=${String(this.smooth)}
                @input=${e => { this.smooth = Number(e.target.value); }}></label>
            <button class="small" @click=${() => this.#whole()}>${t('chart.reset')}</button>
            <button class="small" @click=${() => this.#png()}>${t('chart.png')}</button>
            <button class="small" @click=${() => this.#csv()}>${t('chart.csv')}</button>
          </span>`}
      </div>
      <div class="chart-area" role="img" aria-label=${this.title}></div>`;
  }

  updated() {
    this.#draw();
  }

  #draw() {
    const area = this.querySelector('.chart-area');
    if (!area || !this.isConnected) {
      return;
    }
    if (this.#chart === null) {
      this.#chart = echarts.init(area, null, {renderer: 'canvas'});
      this.#observer?.disconnect();
      this.#observer = new ResizeObserver(() => this.#chart?.resize());
      this.#observer.observe(area);
    }
    this.#chart.setOption(this.#option(), {replaceMerge: ['series']});
  }

  #option() {
    const ink = colour('ink');
    const faint = colour('line');
    const axis = {
      axisLine: {lineStyle: {color: ink}},
      axisLabel: {color: ink, hideOverlap: true},
      splitLine: {lineStyle: {color: faint}},
      nameTextStyle: {color: ink},
    };
    const named = this.series.filter(one => !one.faint);
    const series = this.series.flatMap((one, index) => this.#curves(one, index));
    return {
      animation: false,
      darkMode: isDark(),
      color: PALETTE,
      grid: {left: 8, right: 16, top: named.length > 1 ? 30 : 12, bottom: this.xlabel ? 26 : 8,
          containLabel: true},
      legend: {show: named.length > 1, data: named.map(one => one.name), type: 'scroll', top: 0,
          textStyle: {color: ink}},
      tooltip: {trigger: 'axis', renderMode: 'richText', confine: true},
      dataZoom: this.plain ? [] : [{type: 'inside', filterMode: 'none'}],
      xAxis: {type: 'value', scale: true, name: this.xlabel, nameLocation: 'middle', nameGap: 24, ...axis,
          min: 'dataMin', max: 'dataMax'},
      yAxis: {type: this.log ? 'log' : 'value', scale: true, name: this.ylabel, ...axis,
          min: this.low ?? null, max: this.high ?? null},
      series,
    };
  }

  #curves(one, index) {
    const colourOf = one.colour ?? PALETTE[index % PALETTE.length];
    const points = [];
    for (let i = 0; i < one.x.length; i++) {
      const y = one.y[i];
      if (y !== null && (!this.log || y > 0)) {
        points.push([one.x[i], y]);
      }
    }
    const base = {
      type: this.points || one.points ? 'scatter' : 'line',
      name: one.name,
      showSymbol: points.length === 1 || one.rough === true,
      symbolSize: 5,
      sampling: points.length > 3000 ? 'lttb' : undefined,
      ...(one.faint ? {tooltip: {show: false}, silent: true} : {}),
      lineStyle: {width: one.faint ? 1 : 1.6, type: one.dashed ? 'dashed' : 'solid', color: colourOf},
      itemStyle: {color: colourOf},
      emphasis: {disabled: true},
    };
    if (!(this.smooth > 0) || base.type === 'scatter' || one.rough) {
      return [{...base, data: points}];
    }
    return [
      {...base, data: points, lineStyle: {...base.lineStyle, opacity: 0.25}, tooltip: {show: false}},
      {...base, data: smoothed(points, this.smooth)},
    ];
  }

  #whole() {
    this.#chart?.dispatchAction({type: 'dataZoom', start: 0, end: 100});
  }

  #png() {
    const url = this.#chart.getDataURL({type: 'png', pixelRatio: 2, backgroundColor: colour('ground')});
    const bytes = Uint8Array.from(atob(url.split(',')[1]), c => c.charCodeAt(0));
    saveBlob(new Blob([bytes], {type: 'image/png'}), this.#fileName('png'));
  }

  #csv() {
    const rows = ['series,x,y'];
    for (const one of this.series) {
      for (let i = 0; i < one.x.length; i++) {
        rows.push(`"${one.name.replaceAll('"', '""')}",${one.x[i]},${one.y[i] ?? ''}`);
      }
    }
    saveBlob(new Blob([rows.join('\n') + '\n'], {type: 'text/csv'}), this.#fileName('csv'));
  }

  #fileName(ending) {
    return (this.title || 'chart').replaceAll(/[^\p{L}\p{N}]+/gu, '-') + '.' + ending;
  }
}

/** Exponential moving average without the pull towards its start. */
function smoothed(points, factor) {
  let mean = 0;
  let weight = 0;
  return points.map(([x, y]) => {
    mean = factor * mean + (1 - factor) * y;
    weight = factor * weight + 1 - factor;
    return [x, mean / weight];
  });
}

customElements.define('kasane-chart', KasaneChart);
