import {html} from 'lit';
import {KasaneElement} from '/base/element.js';

/** A picture of bytes: red, green, blue, row after row. */
class PaintingPicture extends KasaneElement {
  static properties = {
    name: {},
    width: {type: Number},
    height: {type: Number},
    bytes: {attribute: false},
  };

  render() {
    return html`<figure><canvas class="pixels painting-canvas" role="img" aria-label=${this.name}></canvas>
      <figcaption>${this.name}</figcaption></figure>`;
  }

  updated() {
    const {width, height, bytes} = this;
    if (!bytes || bytes.length !== 3 * width * height) {
      return;
    }
    const canvas = this.querySelector('canvas');
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    for (let i = 0, j = 0; i < bytes.length; i += 3, j += 4) {
      image.data[j] = bytes[i];
      image.data[j + 1] = bytes[i + 1];
      image.data[j + 2] = bytes[i + 2];
      image.data[j + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
}

customElements.define('painting-picture', PaintingPicture);
