import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import './texts.js';
import './time-travel.js';
import './inside-view.js';
import './inside-draw.js';
import './inside-confusion.js';

const TABS = ['layers', 'draw', 'predictions'];

/** Everything about the inside of a run in one place: moments, layers, drawing, predictions. Set `run`. */
class InsidePanel extends KasaneElement {
  static properties = {
    run: {},
    tab: {},
  };

  constructor() {
    super();
    this.run = null;
    this.tab = 'layers';
  }

  render() {
    return html`<link rel="stylesheet" href="/rooms/inside/inside.css">
      <div class="stack inside-panel">
        <time-travel .run=${this.run}></time-travel>
        <div class="inside-tabs" role="tablist" aria-label=${t('inside.tabs')}>${TABS.map(one => html`<button role="tab"
            id="inside-tab-${one}" aria-selected=${this.tab === one ? 'true' : 'false'}
            tabindex=${this.tab === one ? 0 : -1} @keydown=${this.#key}
            @click=${() => { this.tab = one; }}>${t('inside.' + one)}</button>`)}</div>
        <div role="tabpanel" aria-labelledby="inside-tab-${this.tab}">${this.#view()}</div>
      </div>`;
  }

  #view() {
    switch (this.tab) {
      case 'draw': return html`<inside-draw .run=${this.run}></inside-draw>`;
      case 'predictions': return html`<inside-confusion .run=${this.run} @open=${this.#open}></inside-confusion>`;
      default: return html`<inside-view .run=${this.run}></inside-view>`;
    }
  }

  #key = e => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[e.key];
    if (step) {
      e.preventDefault();
      this.tab = TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length];
      this.updateComplete.then(() => this.querySelector(`#inside-tab-${this.tab}`).focus());
    }
  };

  #open = async e => {
    this.tab = 'layers';
    await this.updateComplete;
    const view = this.querySelector('inside-view');
    await view.updateComplete;
    await view.open(e.detail.index, e.detail.set);
  };
}

customElements.define('inside-panel', InsidePanel);
