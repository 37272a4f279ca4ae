import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {post} from '/base/api.js';

const RATES = [['rate', 0, 1], ['momentum', 0, 0.999], ['l2', 0, 1], ['epsilonTest', 0, 1]];
const NUMBERS = [['gamma', 0, 1, 'any'], ['total', 1, 1e7, 1], ['burnin', 0, 1e7, 1], ['epsilonMin', 0, 1, 'any'],
  ['batch', 1, 512, 1], ['threshold', 1, 1e5, 1], ['experiences', 100, 1e5, 1], ['temporalWindow', 0, 4, 1],
  ['targetSteps', 0, 1e6, 1], ['seed', 0, 1e9, 1]];
const FLAGS = ['doubleQ', 'even'];

/** What can change while the brain lives, and what needs a new brain. */
class QlSettings extends KasaneElement {
  static properties = {setup: {attribute: false}, draft: {state: true}};

  #seen = '';

  willUpdate() {
    // Another tab may have made another brain: its settings replace what was typed here.
    const now = JSON.stringify(this.setup.settings);
    if (now !== this.#seen) {
      this.#seen = now;
      this.draft = {...this.setup.settings};
    }
  }

  render() {
    return html`
      <section class="panel stack">
        <h3>${t('ql.rates')}</h3>
        <div class="ql-fields">
          ${RATES.map(([name, low, high]) => html`<label>${t('ql.' + name)}
            <input type="number" name=${name} min=${low} max=${high} step="any" .value=${String(this.setup.rates[name])}
                @change=${e => this.#rate(name, Number(e.target.value))}></label>`)}
        </div>
      </section>
      <details class="panel">
        <summary>${t('ql.settings')}</summary>
        <form class="ql-fields" @submit=${e => this.#apply(e)}>
          <label>${t('ql.hidden')} <input name="hidden" .value=${this.draft.hidden.join(', ')}
              @change=${e => this.#set('hidden', sizes(e.target.value))}></label>
          ${NUMBERS.map(([name, low, high, step]) => html`
            <label title=${name === 'targetSteps' ? t('ql.targetNone') : ''}>${t(name === 'experiences'
                ? 'ql.experiencesKept' : 'ql.' + name)}
              <input type="number" name=${name} min=${low} max=${high} step=${step} .value=${String(this.draft[name])}
                  @change=${e => this.#set(name, Number(e.target.value))}></label>`)}
          ${FLAGS.map(name => html`<label class="flag"><input type="checkbox" name=${name} .checked=${this.draft[name]}
              @change=${e => this.#set(name, e.target.checked)}> ${t('ql.' + name)}</label>`)}
          <button class="primary apply">${t('ql.apply')}</button>
        </form>
      </details>`;
  }

  #set(name, value) {
    this.draft = {...this.draft, [name]: value};
  }

  async #rate(name, value) {
    await this.#send('rates', {[name]: value});
  }

  async #apply(event) {
    event.preventDefault();
    await this.#send('settings', this.draft);
  }

  async #send(path, body) {
    const setup = await this.attempt(() => post('qlearning/' + path, body));
    if (setup) {
      this.dispatchEvent(new CustomEvent('ql-changed', {bubbles: true}));
    } else {
      this.requestUpdate();
    }
  }
}

function sizes(text) {
  return text.split(/[\s,]+/).filter(part => part !== '').map(Number);
}

customElements.define('ql-settings', QlSettings);
