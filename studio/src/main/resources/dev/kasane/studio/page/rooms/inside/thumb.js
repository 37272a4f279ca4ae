import {html} from 'lit';
import {ref} from 'lit/directives/ref.js';
import {drawColour, drawPlane} from '/base/pixels.js';

/** A sample as a small picture. `layers` is the structure, `values` the sample as the network reads it. */
export function thumb(layers, values, name, large = false) {
  const input = layers.points[0];
  const colour = input.planes === 3;
  const scale = Math.max(1, Math.round((large ? 112 : 56) / input.height));
  return html`<canvas class="pixels inside-thumb ${large ? 'large' : ''}" role="img" aria-label=${name} ${ref(canvas => {
    if (!canvas || !values) {
      return;
    }
    const range = {low: layers.black, high: layers.white};
    if (colour) {
      drawColour(canvas, values, input.height, input.width, range);
    } else {
      drawPlane(canvas, values, input.height, input.width, range);
    }
    canvas.style.width = (input.height > 1 ? input.width * scale : 112) + 'px';
  })}></canvas>`;
}
