import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {number, t} from '/base/texts.js';
import {post} from '/base/api.js';
import './net-blocks.js';

const DELAY = 250;

/**
 * A network as ConvNetJS text or as blocks. What it means is checked by the studio as one types. Fires 'text' with the
 * new text, and 'checked' with whether it is right.
 *
 *   <net-editor .text=${text} .data=${'mnist'} @text=${e => ...} @checked=${e => ...}></net-editor>
 */
class NetEditor extends KasaneElement {
  static properties = {
    text: {},
    data: {},
    blocks: {state: true},
    checked: {state: true},
    definitions: {state: true},
  };

  #timer = null;
  #asked = '';

  constructor() {
    super();
    this.text = '';
    this.blocks = false;
    this.definitions = [];
  }

  willUpdate() {
    const key = this.data + ' ' + this.text;
    if (key !== this.#asked && this.text !== undefined) {
      const first = this.#asked === '';
      this.#asked = key;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#check(key), first ? 0 : DELAY);
    }
  }

  async #check(key) {
    const answer = await this.attempt(() => post('image/check', {text: this.text, data: this.data}));
    if (!answer || key !== this.#asked) {
      return;
    }
    this.checked = answer;
    if (answer.definitions.length > 0) {
      this.definitions = answer.definitions;
    }
    this.dispatchEvent(new CustomEvent('checked', {detail: answer}));
  }

  #say(text) {
    this.dispatchEvent(new CustomEvent('text', {detail: text}));
  }

  render() {
    const checked = this.checked;
    const unread = checked?.error && checked.definitions.length === 0;
    return html`
      <div class="row" role="group" aria-label=${t('image.network')}>
        <button aria-pressed=${!this.blocks} @click=${() => { this.blocks = false; }}>${t('image.net.text')}</button>
        <button aria-pressed=${this.blocks} @click=${() => { this.blocks = true; }}>${t('image.net.blocks')}</button>
      </div>
      <div class="editor">
        <div>
          ${this.blocks
              ? html`${unread ? html`<p class="bad">${t('image.net.unread')}</p>` : ''}
                <net-blocks .definitions=${this.definitions} .mistake=${checked?.error ? checked.definition : -1}
                    @definitions=${e => this.#say(written(e.detail))}></net-blocks>`
              : html`<textarea rows="14" spellcheck="false" autocapitalize="off" aria-label=${t('image.net.text')}
                    .value=${this.text} @input=${e => this.#say(e.target.value)}></textarea>`}
          <p class="mistake ${checked?.error ? 'bad' : 'faint'}" role="status">${checked?.error
              || (this.text === '' ? t('image.net.notText') : '')}</p>
        </div>
        ${checked && !checked.error || checked?.rows.length > 0 ? this.#table(checked) : ''}
      </div>`;
  }

  #table(checked) {
    return html`<div class="scroll"><table class="sizes">
      <thead><tr><th>${t('image.net.layer')}</th><th>${t('image.net.shape')}</th><th>${t('image.net.parameters')}</th>
      </tr></thead>
      <tbody>${checked.rows.map(row => html`<tr>
        <td>${row.name}</td><td>${row.shape.join('×')}</td>
        <td>${row.parameters === 0 ? '' : html`<span class="faint">${row.weights.map(shape => shape.join('·'))
            .join(' + ')} =</span> ${number(row.parameters, 9)}`}</td></tr>`)}
      </tbody>
      <tfoot><tr><th>${t('image.net.total')}</th><td></td><th id="parameters">${number(checked.parameters, 9)}</th></tr>
      </tfoot>
    </table></div>`;
  }
}

/** Definitions as text that people like to read. */
function written(definitions) {
  const value = one => typeof one === 'string' ? `'${one.replaceAll(/['\\]/g, '')}'` : String(one);
  return '[\n' + definitions.map(one => '  {' + Object.entries(one).map(([key, each]) => `${key}: ${value(each)}`)
      .join(', ') + '}').join(',\n') + '\n]\n';
}

customElements.define('net-editor', NetEditor);
