import {KasaneElement} from '/base/element.js';
import {Poll} from '/base/poll.js';
import {get} from '/base/api.js';
import '/base/world-controls.js';

/**
 * What the elements of small worlds extend: follows the world's loop. Override `editionChanged` (settings are other
 * than before, also by another tab) and `versionChanged` (anything is); both may be asynchronous, and are not called
 * while an earlier call is under way.
 *
 *   class ClassifyRoom extends WorldElement {
 *     constructor() { super('classify'); }
 *     async editionChanged() { this.setup = await get('classify/setup'); }
 *     async versionChanged() { this.view = await get('classify/view'); }
 */
export class WorldElement extends KasaneElement {
  static properties = {loop: {state: true}};

  #edition = null;
  #version = null;
  #pressed = 0;

  constructor(world, interval = 100) {
    super();
    // What a button was answered is newer than what a look that began before it will bring.
    this.addEventListener('world-changed', e => {
      this.#pressed++;
      this.loop = e.detail.state;
    });
    this.world = world;
    this.loop = null;
    this.poll = new Poll(() => this.#ask(), interval, 0.2);
  }

  connectedCallback() {
    super.connectedCallback();
    this.poll.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.poll.stop();
  }

  async editionChanged() {}

  async versionChanged() {}

  /** Reads everything again with the next look, for example because another view was chosen. */
  again() {
    this.#version = null;
    this.poll.now();
  }

  async #ask() {
    const pressed = this.#pressed;
    const loop = await get(`${this.world}/loop`);
    if (loop.edition !== this.#edition) {
      this.#edition = loop.edition;
      await this.editionChanged(loop);
    }
    if (loop.version !== this.#version) {
      this.#version = loop.version;
      await this.versionChanged(loop);
    }
    if (pressed === this.#pressed) {
      this.loop = loop;
    }
  }
}
