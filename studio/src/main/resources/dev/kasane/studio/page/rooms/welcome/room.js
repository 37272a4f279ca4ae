import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {t} from '/base/texts.js';
import {ROOMS} from '/rooms/rooms.js';
import '/rooms/welcome/texts.js';
import {icon} from '/rooms/welcome/icons.js';

const ABOUT = ['image', 'inside', 'classify', 'regression', 'autoencoder', 'painting', 'optimizers', 'search',
  'qlearning', 'runs'];
const HINTS = ['tabs', 'own', 'keys', 'link'];

/** Where a person arrives: what there is and where to begin. */
class WelcomeRoom extends KasaneElement {
  render() {
    const rooms = ROOMS.filter(room => room.id !== 'welcome');
    const has = id => rooms.some(room => room.id === id);
    return html`
      <link rel="stylesheet" href="/rooms/welcome/room.css">
      <section class="hero">
        <h2>${t('welcome.title')}</h2>
        <p>${t('welcome.lead')}</p>
        <p class="row">
          ${has('image') ? html`<a class="button primary" href="#/image">${t('welcome.begin')}</a>` : ''}
          ${has('classify') ? html`<a class="button" href="#/classify">${t('welcome.small')}</a>` : ''}
        </p>
      </section>
      <h3 class="section">${t('welcome.rooms')}</h3>
      <ul class="cards">
        ${rooms.map(room => html`
          <li><a class="card" href="#/${room.id}">${icon(room.id)}
            <span><strong>${t(`room.${room.id}`)}</strong>
              ${ABOUT.includes(room.id) ? html`<span class="about">${t(`about.${room.id}`)}</span>` : ''}</span></a>
          </li>`)}
      </ul>
      <h3 class="section">${t('welcome.hints')}</h3>
      <ul class="hints">${HINTS.map(hint => html`<li>${t(`welcome.hint.${hint}`)}</li>`)}</ul>`;
  }
}

customElements.define('welcome-room', WelcomeRoom);
