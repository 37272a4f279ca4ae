import {html} from 'lit';
import {KasaneElement} from '/base/element.js';
import {greyImage, PIXELS, sheet, signedImage} from '/rooms/autoencoder/sheet.js';

/**
 * Images of 28 x 28 side by side: `values` one after the other, `kind` grey or signed, `group` rows that belong
 * together, `scale` CSS pixels a pixel.
 */
export class DigitImages extends KasaneElement {
  static properties = {
    values: {attribute: false}, kind: {}, group: {type: Number}, scale: {type: Number}, label: {},
  };

  #observer = null;

  render() {
    return html`<div><canvas role="img" aria-label=${this.label ?? ''}></canvas></div>`;
  }

  firstUpdated() {
    this.#observer = new ResizeObserver(() => this.requestUpdate());
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  updated() {
    if (this.values && this.clientWidth > 0) {
      const paint = this.kind === 'signed' ? signedImage : greyImage;
      sheet(this.querySelector('canvas'), this.values.length / PIXELS, i => paint(this.values, i),
          {scale: this.scale ?? 2, group: this.group ?? 1});
    }
  }
}

customElements.define('digit-images', DigitImages);
