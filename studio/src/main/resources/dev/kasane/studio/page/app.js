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
  'app.denied': ['The studio was started anew: open the link that it printed.',
      'スタジオが起動し直されました。表示されたリンクを開いてください。'],
  'app.missing': ['This room could not be loaded.', 'この部屋を読み込めませんでした。'],
  'app.menu': ['Menu', 'メニュー'],
  'app.skip': ['Skip to the content', '本文へ移動'],
});
ROOMS.forEach(room => addTexts({[`room.${room.id}`]: room.title}));

const TOAST_TIME = 8_000;

/** The frame: menu, language, theme, messages, and one room at a time, chosen by the address (#/image). */
class KasaneApp extends KasaneElement {
  static properties = {
    room: {state: true},
    toasts: {state: true},
    trouble: {state: true},
    open: {state: true},
  };

  #loaded = new Set();

  constructor() {
    super();
    this.toasts = [];
    this.trouble = '';
    this.open = false;
    addEventListener('hashchange', () => this.#follow());
    document.addEventListener('kasane-toast', e => this.#toast(e.detail));
    document.addEventListener('kasane-poll-failed', e => this.#failed(e.detail.status));
    document.addEventListener('kasane-poll-worked', () => { this.trouble = ''; });
    this.#follow();
  }

  async #follow() {
    const room = this.#named();
    this.open = false;
    if (!this.#loaded.has(room.id)) {
      try {
        await room.load();
      } catch (e) {
        this.#toast({message: t('app.missing'), kind: 'bad'});
        return;
      }
      this.#loaded.add(room.id);
    }
    // Another room may have been asked for meanwhile.
    this.room = this.#loaded.has(this.#named().id) ? this.#named() : this.room;
  }

  /** The room that the address names, else the first. */
  #named() {
    const id = location.hash.match(/^#\/([a-z]+)/)?.[1];
    return ROOMS.find(one => one.id === id) ?? ROOMS[0];
  }

  /** A studio that is gone, or another one at its address, which does not know this browser. */
  #failed(status) {
    this.trouble = status === 0 ? 'app.offline' : status === 403 ? 'app.denied' : '';
  }

  #move(event) {
    const links = [...this.querySelectorAll('header nav a')];
    const at = links.indexOf(document.activeElement);
    const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0,
      End: links.length - 1}[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      links[(to + links.length) % links.length].focus();
    } else if (event.key === 'Escape') {
      this.open = false;
    }
  }

  updated() {
    document.title = (this.room ? t(`room.${this.room.id}`) + ' · ' : '') + t('app.title');
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
        <button id="menu" aria-expanded=${this.open} aria-controls="rooms"
            @click=${() => { this.open = !this.open; }}>${t('app.menu')}</button>
        <nav id="rooms" class=${this.open ? 'open' : ''} aria-label=${t('app.rooms')} @keydown=${e => this.#move(e)}>
          ${ROOMS.map(room => html`<a href="#/${room.id}"
              aria-current=${room === this.room ? 'page' : 'false'}>${t(`room.${room.id}`)}</a>`)}
        </nav>
        <span class="tools">
          <button id="language" lang=${currentLanguage() === 'en' ? 'ja' : 'en'}
              @click=${() => setLanguage(currentLanguage() === 'en' ? 'ja' : 'en')}>${t('app.language')}</button>
          <button id="theme" @click=${toggleTheme}>${t(isDark() ? 'app.light' : 'app.dark')}</button>
        </span>
      </header>
      ${this.trouble ? html`<p class="banner bad" role="alert">${t(this.trouble)}</p>` : ''}
      <main id="main" tabindex="-1">${this.room?.view() ?? ''}</main>
      <div class="toasts" role="status" aria-live="polite">
        ${this.toasts.map(one => html`<p class="toast ${one.kind}">${one.message}</p>`)}
      </div>`;
  }
}

customElements.define('kasane-app', KasaneApp);
