// Maps of neurons over a plane, as pictures.

import {isDark} from '/base/theme.js';
import {signed} from '/base/pixels.js';

/** A hidden canvas that is drawn enlarged into others. */
export function tile(size) {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  return canvas;
}

/** Paints size x size numbers from `offset` on, blue below zero and orange above; returns the largest size. */
export function paintSigned(canvas, values, offset, size) {
  const context = canvas.getContext('2d');
  const image = context.createImageData(size, size);
  let high = 0;
  for (let i = 0; i < size * size; i++) {
    high = Math.max(high, Math.abs(values[offset + i]));
  }
  const rgb = [0, 0, 0];
  for (let i = 0; i < size * size; i++) {
    signed(values[offset + i] / (high || 1), rgb);
    image.data.set(rgb, 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return high;
}

/** [red, green, blue] of a colour such as #0072b2. */
export function rgbOf(hex) {
  return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
}

/**
 * Paints probabilities of classes, one map after the other from `offset` on.
 *
 * @param sharp whether only the likeliest class counts
 */
export function paintClasses(canvas, values, offset, size, colours, sharp) {
  const context = canvas.getContext('2d');
  const image = context.createImageData(size, size);
  const cells = size * size;
  const ground = isDark() ? 20 : 255;
  const strength = isDark() ? 0.55 : 0.5;
  const rgbs = colours.map(rgbOf);
  for (let i = 0; i < cells; i++) {
    let best = 0;
    for (let k = 1; k < rgbs.length; k++) {
      if (values[offset + k * cells + i] > values[offset + best * cells + i]) {
        best = k;
      }
    }
    for (let c = 0; c < 3; c++) {
      let mix = 0;
      for (let k = 0; k < rgbs.length; k++) {
        mix += (sharp ? Number(k === best) : values[offset + k * cells + i]) * rgbs[k][c];
      }
      image.data[4 * i + c] = ground + (mix - ground) * strength;
    }
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** Makes a canvas as sharp as the screen; returns its context in CSS pixels, emptied. */
export function fresh(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
