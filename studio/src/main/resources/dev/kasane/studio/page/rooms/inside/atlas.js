// Many small planes in one canvas: a grid with a line of one pixel between them.

import {isDark} from '/base/theme.js';
import {grey, signed} from '/base/pixels.js';

const STEPS = 512;
const tables = new Map();

/** Colours from low to high as 32-bit pixels. */
function table(colours) {
  const key = colours + isDark();
  if (!tables.has(key)) {
    const bytes = new Uint8ClampedArray(4 * STEPS);
    const rgb = [0, 0, 0];
    for (let i = 0; i < STEPS; i++) {
      const share = i / (STEPS - 1);
      if (colours === 'grey') {
        grey(share, rgb);
      } else {
        signed(2 * share - 1, rgb);
      }
      bytes.set([rgb[0], rgb[1], rgb[2], 255], 4 * i);
    }
    tables.set(key, new Uint32Array(bytes.buffer));
  }
  return tables.get(key);
}

/** Pixels of the page that a number of a long list is given at least. */
const CELL = 9;

/** How a plane of one row is folded: so many columns that it is readable. */
function fold(width, room) {
  const most = Math.max(8, Math.floor(room / CELL));
  return width <= Math.min(64, most) ? width : Math.min(most, 128, 8 * Math.ceil(Math.sqrt(width) / 4));
}

/**
 * The grid of an atlas.
 *
 * @param planes how many
 * @param room pixels of the page there are across
 * @param across planes in a row, if that is given
 */
export function grid(planes, height, width, room, across = 0) {
  const strip = height === 1 && width > 1;
  const columns = strip ? fold(width, room) : width;
  const rows = strip ? Math.ceil(width / columns) : height;
  const largest = Math.max(rows, columns);
  let scale = strip ? Math.max(4, Math.min(18, Math.floor(480 / columns))) : largest >= 48 ? 2 : largest >= 20 ? 3
      : largest >= 10 ? 4 : largest >= 6 ? 6 : largest > 1 ? 8 : 12;
  const usual = across || Math.min(planes, Math.max(1, Math.floor(room / ((columns + 1) * scale))));
  if (strip) {
    scale = Math.max(2, Math.min(scale, Math.floor(room / (usual * (columns + 1)))));
  }
  return {planes, height: rows, width: columns, strip: strip ? width : 0, across: usual, scale,
    totalWidth: usual * (columns + 1) - 1, totalHeight: Math.ceil(planes / usual) * (rows + 1) - 1};
}

/** Makes a canvas fit a grid. */
export function fit(canvas, g) {
  if (canvas.width !== g.totalWidth || canvas.height !== g.totalHeight) {
    canvas.width = g.totalWidth;
    canvas.height = g.totalHeight;
  }
  const width = g.totalWidth * g.scale + 'px';
  if (canvas.style.width !== width) {
    canvas.style.width = width;
  }
}

/** The numbers that are the darkest and the lightest colour. */
function limits(colours, low, high) {
  if (colours === 'grey') {
    return [low, high];
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  return [-size, size];
}

/**
 * Paints planes, which lie one after the other.
 *
 * @param options {colours: 'grey' | 'signed', perMap, low, high, selected: {plane, at} or null, rgb}
 */
export function paint(canvas, g, values, {colours, perMap, low, high, selected = null, rgb = false}) {
  fit(canvas, g);
  const context = canvas.getContext('2d');
  const image = context.createImageData(g.totalWidth, g.totalHeight);
  const pixels = new Uint32Array(image.data.buffer);
  const size = g.strip || g.height * g.width;
  const lut = table(colours);
  for (let plane = 0; plane < g.planes; plane++) {
    const from = plane * size * (rgb ? 3 : 1);
    const corner = Math.floor(plane / g.across) * (g.height + 1) * g.totalWidth + (plane % g.across) * (g.width + 1);
    if (rgb) {
      paintColour(image.data, values, from, corner, g, low, high);
      continue;
    }
    let least = low;
    let most = high;
    if (perMap) {
      least = Infinity;
      most = -Infinity;
      for (let i = from; i < from + size; i++) {
        least = Math.min(least, values[i]);
        most = Math.max(most, values[i]);
      }
    }
    const [bottom, top] = limits(colours, least, most);
    const factor = top > bottom ? (STEPS - 1) / (top - bottom) : 0;
    const flat = colours === 'grey' ? 0 : (STEPS - 1) / 2;
    for (let i = 0; i < size; i++) {
      const share = factor === 0 ? flat : (values[from + i] - bottom) * factor;
      const at = corner + Math.floor(i / g.width) * g.totalWidth + i % g.width;
      pixels[at] = lut[Math.max(0, Math.min(STEPS - 1, Math.round(share)))];
    }
  }
  if (selected && selected.plane < g.planes) {
    const corner = Math.floor(selected.plane / g.across) * (g.height + 1) * g.totalWidth
        + (selected.plane % g.across) * (g.width + 1);
    pixels[corner + Math.floor(selected.at / g.width) * g.totalWidth + selected.at % g.width] = 0xff0000ff;
  }
  context.putImageData(image, 0, 0);
}

function paintColour(bytes, values, from, corner, g, low, high) {
  const size = g.height * g.width;
  const span = high - low || 1;
  for (let i = 0; i < size; i++) {
    const at = 4 * (corner + Math.floor(i / g.width) * g.totalWidth + i % g.width);
    for (let c = 0; c < 3; c++) {
      bytes[at + c] = 255 * (values[from + c * size + i] - low) / span;
    }
    bytes[at + 3] = 255;
  }
}

/** The element under a pointer: {plane, at}, or null between planes. */
export function hit(canvas, g, event) {
  const box = canvas.getBoundingClientRect();
  const x = Math.floor((event.clientX - box.left) / box.width * g.totalWidth);
  const y = Math.floor((event.clientY - box.top) / box.height * g.totalHeight);
  const column = Math.floor(x / (g.width + 1));
  const row = Math.floor(y / (g.height + 1));
  const inX = x % (g.width + 1);
  const inY = y % (g.height + 1);
  const plane = row * g.across + column;
  const at = inY * g.width + inX;
  const outside = x < 0 || y < 0 || inX >= g.width || inY >= g.height || plane >= g.planes;
  return outside || at >= (g.strip || g.height * g.width) ? null : {plane, at};
}

/** The element that an arrow key leads to. */
export function moved(g, selected, key) {
  const size = g.strip || g.height * g.width;
  const row = Math.floor(selected.at / g.width);
  const column = selected.at % g.width;
  const steps = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[key];
  if (!steps) {
    return null;
  }
  const y = row + steps[0];
  const x = column + steps[1];
  if (x >= 0 && x < g.width && y >= 0 && y < g.height && y * g.width + x < size) {
    return {plane: selected.plane, at: y * g.width + x};
  }
  const plane = selected.plane + steps[0] * g.across + steps[1];
  if (plane < 0 || plane >= g.planes) {
    return selected;
  }
  const inX = steps[1] === 0 ? x : steps[1] > 0 ? 0 : g.width - 1;
  const inY = steps[0] === 0 ? y : steps[0] > 0 ? 0 : g.height - 1;
  return {plane, at: Math.min(size - 1, inY * g.width + inX)};
}
