import {html} from 'lit';
import {KasaneElement, toast} from '/base/element.js';
import {t} from '/base/texts.js';
import {get, post, send} from '/base/api.js';
import './texts.js';
import {completed, fragment, setupOf} from './share.js';
import {store, withStore} from './store.js';
import {TABS} from './tabs.js';
import './run-list.js';
import './run-controls.js';
import './setup-panel.js';

/** Networks that learn images: a set-up, runs, and what can be seen of them. */
class ImageRoom extends withStore(KasaneElement) {
  static properties = {options: {state: true}, setup: {state: true}, tab: {state: true}};

  #follow = () => this.#takeLink();
  #ready = new Set();

  constructor() {
    super();
    this.tab = 'setup';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#follow);
    this.attempt(() => this.#begin());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
  }

  async #begin() {
    this.options = await get('image/options');
    this.setup ??= this.options.presets[0].setup;
    if (!this.#takeLink()) {
      await store.now();
      if (store.selected) {
        this.#show('training');
      }
    }
  }

  #takeLink() {
    let setup;
    try {
      setup = setupOf(location.hash);
    } catch (e) {
      toast(t('image.linkBad'), 'bad');
      return false;
    }
    if (setup && this.options) {
      this.setup = completed(setup, this.options.presets[0].setup);
      this.#show('setup');
      return true;
    }
    return false;
  }

  async #show(id) {
    const tab = TABS.find(one => one.id === id);
    if (tab && !this.#ready.has(id)) {
      await this.attempt(() => tab.load());
      this.#ready.add(id);
    }
    this.tab = id;
  }

  render() {
    const link = html`<link rel="stylesheet" href="/rooms/image/room.css">`;
    if (!this.options) {
      return link;
    }
    const tabs = [{id: 'setup', title: 'image.setup'}, ...TABS];
    const shown = TABS.find(one => one.id === this.tab);
    return html`${link}
      <div class="image-room">
        <aside class="panel stack" aria-label=${t('image.runs')}>
          <h2>${t('image.runs')}</h2>
          <run-list></run-list>
          <run-controls .optimizers=${this.options.optimizers}
              @use-setup=${e => { this.setup = e.detail; this.#show('setup'); }}></run-controls>
        </aside>
        <div class="stage">
          <div class="tabs" role="tablist" @keydown=${e => this.#keys(e, tabs)}>
            ${tabs.map(one => html`<button role="tab" id=${'tab-' + one.id} aria-selected=${one.id === this.tab}
                tabindex=${one.id === this.tab ? 0 : -1} @click=${() => this.#show(one.id)}>${t(one.title)}</button>`)}
          </div>
          <div role="tabpanel" aria-labelledby=${'tab-' + this.tab} @branched=${e => this.#branched(e.detail.run)}>
            ${shown ? store.selected ? shown.view(store.selected) : html`<p class="faint">${t('image.none')}</p>`
              : html`<setup-panel .setup=${this.setup} .options=${this.options}
                  @setup=${e => { this.setup = e.detail; }} @start=${e => this.#start(e.detail)}
                  @share=${() => this.#share()} @load-file=${e => this.#load(e.detail)}
                  @uploaded=${e => this.#uploaded(e.detail)}></setup-panel>`}
          </div>
        </div>
      </div>`;
  }

  #keys(event, tabs) {
    const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (by) {
      const at = tabs.findIndex(one => one.id === this.tab);
      const next = tabs[(at + by + tabs.length) % tabs.length].id;
      this.#show(next).then(() => this.updateComplete).then(() => this.querySelector('#tab-' + next).focus());
    }
  }

  #start(train) {
    return this.attempt(async () => {
      const answer = await post('image/start', {setup: this.setup, train});
      await this.#entered(answer.run);
    });
  }

  async #entered(run) {
    await store.now();
    store.select(run);
    await this.#show('training');
  }

  async #branched(run) {
    await store.now();
    store.select(run);
  }

  async #share() {
    history.replaceState(null, '', fragment(this.setup));
    try {
      await navigator.clipboard.writeText(location.href);
      toast(t('image.shared'));
    } catch (e) {
      // The browser keeps the clipboard to itself; the address bar will do.
      toast(t('image.sharedBar'));
    }
  }

  #load(file) {
    return this.attempt(async () => {
      const title = file.name.replace(/\.[a-z]+$/i, '');
      const answer = await send('image/load', file, {data: this.setup.data, title});
      toast(t('image.loaded', title));
      await this.#entered(answer.run);
    });
  }

  #uploaded(data) {
    return this.attempt(async () => {
      this.options = await get('image/options');
      this.setup = {...this.setup, data};
    });
  }
}

customElements.define('image-room', ImageRoom);
