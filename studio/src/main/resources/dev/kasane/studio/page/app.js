import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {addTexts, currentLanguage, setLanguage, t} from '/base/texts.js';
import {isDark, toggleTheme} from '/base/theme.js';
import {ROOMS} from '/rooms/rooms.js';

addTexts({
  'app.title': ['Kasane Studio', 'Kasane スタジオ'],
  'app.rooms': ['Rooms', '部屋'],
  'app.language': ['日本語', 'English'],
  'app.dark': ['Dark', '暗い配色'],
  'app.light': ['Light', '明るい配色'],
  'app.offline': ['The studio does not answer. Is it still running?',
      'スタジオが応答しません。まだ動いていますか。'],
  'app.skip': ['Skip to the content', '本文へ移動'],
});
ROOMS.forEach(room => addTexts({[`room.${room.id}`]: room.title}));

const TOAST_TIME = 8_000;

/** The frame: menu, language, theme, messages, and one room at a time, chosen by the address (#/image). */
class KasaneApp extends KasaneElement {
  static properties = {
    room: {state: true},
    toasts: {state: true},
    offline: {state: true},
  };

  #loaded = new Set();

  constructor() {
    super();
    this.toasts = [];
    this.offline = false;
    addEventListener('hashchange', () => this.#follow());
    document.addEventListener('kasane-toast', e => this.#toast(e.detail));
    document.addEventListener('kasane-poll-failed', e => { this.offline = e.detail.status === 0; });
    document.addEventListener('kasane-poll-worked', () => { this.offline = false; });
    this.#follow();
  }

  async #follow() {
    const id = location.hash.match(/^#\/([a-z]+)/)?.[1];
    const room = ROOMS.find(one => one.id === id) ?? ROOMS[0];
    if (room && !this.#loaded.has(room.id)) {
      await room.load();
      this.#loaded.add(room.id);
    }
    this.room = room;
    document.title = (room ? t(`room.${room.id}`) + ' · ' : '') + t('app.title');
  }

  #toast(message) {
    this.toasts = [...this.toasts, message];
    setTimeout(() => { this.toasts = this.toasts.filter(one => one !== message); }, TOAST_TIME);
  }

  render() {
    return html`
      <a class="skip" href="#main" @click=${e => { e.preventDefault(); this.querySelector('main').focus(); }}
          >${t('app.skip')}</a>
      <header>
        <h1><img src="/icon.svg" alt="" width="26" height="26"> ${t('app.title')}</h1>
        <nav aria-label=${t('app.rooms')}>
          ${ROOMS.map(room => html`<a href="#/${room.id}"
              aria-current=${room === this.room ? 'page' : 'false'}>${t(`room.${room.id}`)}</a>`)}
        </nav>
        <span class="tools">
          <button id="language" lang=${currentLanguage() === 'en' ? 'ja' : 'en'}
              @click=${() => setLanguage(currentLanguage() === 'en' ? 'ja' : 'en')}>${t('app.language')}</button>
          <button id="theme" @click=${toggleTheme}>${t(isDark() ? 'app.light' : 'app.dark')}</button>
        </span>
      </header>
      ${this.offline ? html`<p class="banner bad" role="alert">${t('app.offline')}</p>` : ''}
      <main id="main" tabindex="-1">${this.room?.view() ?? ''}</main>
      <div class="toasts" role="status" aria-live="polite">
        ${this.toasts.map(one => html`<p class="toast ${one.kind}">${one.message}</p>`)}
      </div>`;
  }
}

customElements.define('kasane-app', KasaneApp);
