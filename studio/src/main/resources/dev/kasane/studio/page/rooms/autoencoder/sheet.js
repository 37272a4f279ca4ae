// Many small images on one canvas.

import {isDark} from '/base/theme.js';
import {signed} from '/base/pixels.js';
import {rgbOf} from '/base/heat.js';

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;

/** An image of 28 x 28 on a canvas of its own, grey from 0 to 1. */
export function greyImage(values, index) {
  return image((i, out) => {
    const shade = 255 * Math.max(0, Math.min(1, values[index * PIXELS + i]));
    out[0] = out[1] = out[2] = shade;
    out[3] = 255;
  });
}

/** Weights as an image: blue below zero, orange above, the largest in full colour. */
export function signedImage(values, index) {
  let high = 1e-9;
  for (let i = index * PIXELS; i < (index + 1) * PIXELS; i++) {
    high = Math.max(high, Math.abs(values[i]));
  }
  return image((i, out) => {
    signed(values[index * PIXELS + i] / high, out);
    out[3] = 255;
  });
}

/** A digit's ink in a colour, on nothing. */
export function inkImage(values, index, hex) {
  const [r, g, b] = rgbOf(hex);
  const lift = isDark() ? 40 : 0;
  return image((i, out) => {
    out[0] = Math.min(255, r + lift);
    out[1] = Math.min(255, g + lift);
    out[2] = Math.min(255, b + lift);
    out[3] = 255 * values[index * PIXELS + i];
  });
}

function image(paint) {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext('2d');
  const data = context.createImageData(SIDE, SIDE);
  const out = [0, 0, 0, 255];
  for (let i = 0; i < PIXELS; i++) {
    paint(i, out);
    data.data.set(out, 4 * i);
  }
  context.putImageData(data, 0, 0);
  return canvas;
}

/**
 * Lays images out in rows on a canvas that is as wide as its parent.
 *
 * @param count of images
 * @param draw gives the canvas of an image
 * @param options {scale, gap, group}: CSS pixels per pixel; between images; rows of images that belong together
 */
export function sheet(canvas, count, draw, {scale = 2, gap = 4, group = 1} = {}) {
  const ratio = window.devicePixelRatio || 1;
  const cell = SIDE * scale + gap;
  const columns = Math.max(1, Math.floor((canvas.parentElement.clientWidth + gap) / cell));
  const shown = Math.ceil(count / group);
  const rows = Math.ceil(shown / columns);
  const width = Math.min(columns, shown) * cell;
  const height = rows * (group * (SIDE * scale + 1) + gap);
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.imageSmoothingEnabled = false;
  for (let i = 0; i < count; i++) {
    const column = Math.floor(i / group) % columns;
    const row = Math.floor(Math.floor(i / group) / columns);
    context.drawImage(draw(i), column * cell,
        row * (group * (SIDE * scale + 1) + gap) + (i % group) * (SIDE * scale + 1), SIDE * scale, SIDE * scale);
  }
}
