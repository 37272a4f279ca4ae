import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, percent, t} from '/base/texts.js';
import {download, post} from '/base/api.js';
import {store, withStore} from './store.js';
import './settings.js';
import '/rooms/runs/report-button.js';

/** Steers the run that is shown, and says how it is getting on. */
class RunControls extends withStore(KasaneElement) {
  static properties = {optimizers: {attribute: false}};

  render() {
    const run = store.detail;
    if (!run) {
      return '';
    }
    return html`
      <div class="status">
        <strong class="state-${run.state}" data-state=${run.state}>${t('image.state.' + run.state)}</strong>
        <span class="title">${run.title}</span>
      </div>
      ${run.message ? html`<p class=${run.state === 'failed' ? 'bad' : 'faint'}>${run.message}</p>` : ''}
      ${run.setup ? this.#buttons(run) : html`<p class="faint">${t('image.foreign')}
          <a href="#/runs/${store.selected}">${t('room.runs')}</a></p>`}
      <progress max="1" .value=${run.epochs > 0 ? Math.min(1, run.epoch / run.epochs) : 0}
          aria-label=${t('image.epoch')}></progress>
      <dl class="numbers">
        ${this.#fact('epoch', `${number(run.epoch, 4)} / ${run.epochs}`)}
        ${this.#fact('stepNo', number(run.step, 9))}
        ${this.#fact('speed', number(run.speed, 3))}
        ${this.#fact('eta', time(run.secondsLeft))}
        ${this.#fact('loss', number(run.loss, 3))}
        ${this.#fact('accuracy', percent(run.accuracy))}
      </dl>
      ${run.setup ? html`
        <h3>${t('image.live')}</h3>
        <train-settings .setup=${run.setup} .optimizers=${this.optimizers}
            @setting=${e => this.#do('change', {change: e.detail})}></train-settings>` : ''}
      <div class="row files">
        <button class="small" @click=${() => this.#save('save', '.kasane')}>${t('image.save')}</button>
        <button class="small" @click=${() => this.#save('convnetjs', '.json')}>${t('image.saveJs')}</button>
        <report-button .run=${store.selected}></report-button>
        ${run.setup ? html`<button class="small" @click=${() => this.dispatchEvent(
            new CustomEvent('use-setup', {detail: run.setup, bubbles: true}))}>${t('image.useSetup')}</button>` : ''}
      </div>`;
  }

  #buttons(run) {
    const running = run.state === 'running';
    const begun = run.state !== 'ready';
    return html`<div class="row buttons">
      ${running
          ? html`<button class="primary" id="pause" @click=${() => this.#control('pause')}>${t('image.pause')}</button>`
          : html`<button class="primary" id="go" @click=${() => this.#control('go')}>
              ${t(begun ? 'image.go' : 'image.train')}</button>`}
      <button id="step" @click=${() => this.#control('step')}>${t('image.step')}</button>
      <button id="stop" ?disabled=${!running && run.state !== 'paused'}
          @click=${() => this.#control('stop')}>${t('image.stop')}</button>
      <button id="reset" @click=${() => this.#control('reset')}>${t('image.reset')}</button>
    </div>`;
  }

  #fact(name, value) {
    return html`<div><dt>${t('image.' + name)}</dt><dd id=${'fact-' + name}>${value}</dd></div>`;
  }

  #control(action) {
    return this.#do('control', {action, steps: 1});
  }

  #do(what, body) {
    return this.attempt(async () => {
      try {
        await post('image/' + what, {run: store.selected, ...body});
      } finally {
        await store.now();
      }
    });
  }

  #save(what, ending) {
    return this.attempt(() => download('image/' + what, {run: store.selected}, store.detail.title + ending));
  }
}

function time(seconds) {
  if (seconds === null) {
    return '–';
  }
  const whole = Math.round(seconds);
  const two = value => String(value).padStart(2, '0');
  return whole >= 3600
      ? `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
      : `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

customElements.define('run-controls', RunControls);
