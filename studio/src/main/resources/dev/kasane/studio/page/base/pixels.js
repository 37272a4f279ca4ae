// Numbers as pictures.

import {isDark} from '/base/theme.js';

/** Grey from low (black) to high (white). */
export function grey(share, out) {
  out[0] = out[1] = out[2] = 255 * share;
}

/** Blue below zero, orange above, the page's ground at zero: for weights, activations and gradients. */
export function signed(value, out) {
  const ground = isDark() ? 24 : 255;
  const strength = Math.min(1, Math.abs(value));
  const [r, g, b] = value < 0 ? [0, 114, 178] : [230, 120, 0];
  out[0] = ground + (r - ground) * strength;
  out[1] = ground + (g - ground) * strength;
  out[2] = ground + (b - ground) * strength;
}

/**
 * Draws a height x width array (one channel) on a canvas, one value a pixel; style the canvas to enlarge it (class
 * "pixels" keeps pixels sharp).
 *
 * @param options {scale: 'grey' | 'signed', low, high}: the range of grey, or the size that is full colour for signed
 */
export function drawPlane(canvas, values, height, width, {scale = 'grey', low = 0, high = 1} = {}) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const rgb = [0, 0, 0];
  const span = high - low || 1;
  for (let i = 0; i < height * width; i++) {
    if (scale === 'grey') {
      grey(Math.min(1, Math.max(0, (values[i] - low) / span)), rgb);
    } else {
      signed(values[i] / (high || 1), rgb);
    }
    image.data[4 * i] = rgb[0];
    image.data[4 * i + 1] = rgb[1];
    image.data[4 * i + 2] = rgb[2];
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** Draws a height x width x 3 array, values from low to high, in colour. */
export function drawColour(canvas, values, height, width, {low = 0, high = 1} = {}) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const span = high - low || 1;
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) {
      image.data[4 * i + c] = 255 * (values[3 * i + c] - low) / span;
    }
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** [smallest, largest] of the finite values. */
export function range(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) {
      low = value;
    }
    if (value > high) {
      high = value;
    }
  }
  return low > high ? [0, 0] : [low, high];
}
