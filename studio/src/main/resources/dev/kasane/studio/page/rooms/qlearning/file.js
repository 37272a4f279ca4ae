import {html} from 'lit';
import {KasaneElement, toast} from '/base/element.js';
import {t} from '/base/texts.js';
import {download, send} from '/base/api.js';

/** Saves the brain and loads one. */
class QlFile extends KasaneElement {
  render() {
    return html`<section class="panel row">
      <button class="save" @click=${() => this.attempt(() => download('qlearning/brain', {}, 'brain.json'))}>${
        t('ql.save')}</button>
      <label class="ql-file">${t('ql.load')} <input type="file" accept=".json,application/json"
          @change=${e => this.#load(e.target)}></label>
    </section>`;
  }

  async #load(input) {
    const file = input.files[0];
    if (!file) {
      return;
    }
    const setup = await this.attempt(() => send('qlearning/brain', file));
    input.value = '';
    if (setup) {
      toast(t('ql.loaded'));
      this.dispatchEvent(new CustomEvent('ql-changed', {bubbles: true}));
    }
  }
}

customElements.define('ql-file', QlFile);
