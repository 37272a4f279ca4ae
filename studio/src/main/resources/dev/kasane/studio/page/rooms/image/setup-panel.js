import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import './data-picker.js';
import './net-editor.js';
import './settings.js';

/**
 * Everything a run begins with. Fires 'setup' with the changed set-up, 'start' with whether to train at once.
 *
 *   <setup-panel .setup=${setup} .options=${options} @setup=${e => ...} @start=${e => ...}></setup-panel>
 */
class SetupPanel extends KasaneElement {
  static properties = {setup: {attribute: false}, options: {attribute: false}, wrong: {state: true}};

  #change(changes) {
    this.dispatchEvent(new CustomEvent('setup', {detail: {...this.setup, ...changes}}));
  }

  #start(train) {
    this.dispatchEvent(new CustomEvent('start', {detail: train}));
  }

  #preset(id) {
    const preset = this.options.presets.find(one => one.id === id);
    if (preset) {
      this.#change(preset.setup);
    }
  }

  render() {
    const setup = this.setup;
    if (!setup) {
      return '';
    }
    return html`
      <div class="setup">
        <section class="panel stack">
          <h2>${t('image.data')}</h2>
          <label class="field"><span>${t('image.preset')}</span>
            <select id="preset" @change=${e => { this.#preset(e.target.value); e.target.value = ''; }}>
              <option value="">${t('image.preset.choose')}</option>
              ${this.options.presets.map(one => html`
                <option value=${one.id}>${t('image.preset.' + one.id)}</option>`)}
            </select></label>
          <data-picker .entries=${this.options.data} .chosen=${setup.data} @data=${e => this.#change({data: e.detail})}
              @uploaded=${e => this.dispatchEvent(new CustomEvent('uploaded', {detail: e.detail}))}></data-picker>
          <div class="fields">
            ${this.#number('samples', 0, 1_000_000)}
            ${this.#number('shift', 0, 16)}
          </div>
          ${this.#box('flip')}
          ${this.#box('centred')}
        </section>
        <section class="panel stack">
          <h2>${t('image.method')}</h2>
          <train-settings .setup=${setup} .optimizers=${this.options.optimizers}
              @setting=${e => this.#change(e.detail)}></train-settings>
          <div class="fields">
            <label class="field"><span>${t('image.start')}</span>
              <select name="start" @change=${e => this.#change({start: e.target.value})}>
                ${this.options.starts.map(one => html`<option value=${one} .selected=${one === setup.start}>
                  ${t('image.start.' + one)}</option>`)}
              </select></label>
            ${this.#number('seed', 0, Number.MAX_SAFE_INTEGER)}
          </div>
        </section>
        <section class="panel stack wide">
          <h2>${t('image.network')}</h2>
          <net-editor .text=${setup.text} .data=${setup.data} @text=${e => this.#change({text: e.detail})}
              @checked=${e => { this.wrong = e.detail.error !== null; }}></net-editor>
          <div class="row">
            <button class="primary" id="start" ?disabled=${this.wrong}
                @click=${() => this.#start(true)}>${t('image.new')}</button>
            <button id="prepare" ?disabled=${this.wrong}
                @click=${() => this.#start(false)}>${t('image.prepare')}</button>
            <button id="share" @click=${() => this.dispatchEvent(new Event('share'))}>${t('image.share')}</button>
            <label class="button">${t('image.load')}
              <input class="unseen" type="file" id="load" @change=${e => this.#load(e)}></label>
          </div>
        </section>
      </div>`;
  }

  #load(event) {
    const file = event.target.files[0];
    event.target.value = '';
    if (file) {
      this.dispatchEvent(new CustomEvent('load-file', {detail: file}));
    }
  }

  #number(name, min, max) {
    return html`<label class="field"><span>${t('image.' + name)}</span>
      <input type="number" name=${name} min=${min} max=${max} step="1" .value=${String(this.setup[name])}
          @change=${e => this.#change({[name]: Math.round(e.target.valueAsNumber) || 0})}></label>`;
  }

  #box(name) {
    return html`<label><input type="checkbox" name=${name} .checked=${this.setup[name]}
        @change=${e => this.#change({[name]: e.target.checked})}> ${t('image.' + name)}</label>`;
  }
}

customElements.define('setup-panel', SetupPanel);
