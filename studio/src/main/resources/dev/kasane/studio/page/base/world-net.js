import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {addTexts, t} from '/base/texts.js';

addTexts({
  'net.title': ['Network', 'ネットワーク'],
  'net.preset': ['examples', '例'],
  'net.choose': ['choose…', '選択…'],
  'net.apply': ['Build', '作成'],
  'net.hint': ['ConvNetJS definition; Ctrl+Enter builds it with new weights.',
      'ConvNetJS の定義。Ctrl+Enter で、新しい重みで作り直します。'],
  'net.changed': ['not built yet', '未作成'],
});

/**
 * A network as text with examples.
 *
 *   <world-net .text=${text} .presets=${[{name: '2-6-2', text: '...'}]} .build=${async text => ...}></world-net>
 *
 * `build` posts the text and throws what the studio answers; its message is shown here.
 */
export class WorldNet extends KasaneElement {
  static properties = {
    text: {},
    presets: {attribute: false},
    build: {attribute: false},
    draft: {state: true},
    error: {state: true},
  };

  constructor() {
    super();
    this.draft = null;
    this.presets = [];
  }

  willUpdate(changed) {
    if (changed.has('text') && changed.get('text') !== undefined) {
      this.draft = null;
      this.error = null;
    }
  }

  render() {
    return html`
      <div class="row">
        <h3>${t('net.title')}</h3>
        <label>${t('net.preset')}
          <select class="net-preset" @change=${e => this.#preset(e)}>
            <option value="">${t('net.choose')}</option>
            ${this.presets.map((one, i) => html`<option value=${i}>${one.name}</option>`)}
          </select></label>
        <button class="net-apply" @click=${() => this.#apply()}>${t('net.apply')}</button>
        ${this.draft !== null && this.draft !== this.text ? html`<span class="faint">${t('net.changed')}</span>` : ''}
      </div>
      <textarea class="net-text" rows="7" spellcheck="false"
          aria-label=${t('net.title')} .value=${this.draft ?? this.text ?? ''}
          @input=${e => { this.draft = e.target.value; }} @keydown=${e => this.#key(e)}></textarea>
      ${this.error ? html`<p class="bad net-error" role="alert">${this.error}</p>`
        : html`<p class="faint">${t('net.hint')}</p>`}`;
  }

  #preset(e) {
    const preset = this.presets[Number(e.target.value)];
    if (e.target.value !== '' && preset) {
      this.draft = preset.text;
      this.#apply();
    }
    e.target.value = '';
  }

  #key(e) {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      this.#apply();
    }
  }

  async #apply() {
    try {
      this.error = null;
      await this.build(this.draft ?? this.text);
      this.draft = null;
    } catch (e) {
      this.error = e.message;
    }
  }
}

customElements.define('world-net', WorldNet);
