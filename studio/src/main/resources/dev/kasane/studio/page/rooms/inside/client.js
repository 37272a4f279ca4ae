// What the studio answers about the inside of a run, unpacked.

import {get, getFloats, sendForFloats} from '/base/api.js';

const HEAD = 4;

/** Numbers of one value that are sent at most. */
const MOST = 1 << 18;

/** Planes of a value or weight that are sent if a page asks for so many. */
function shown(count, each, wanted) {
  return Math.min(count, wanted, Math.floor(MOST / Math.max(1, each)));
}

export function structure(run, at, training) {
  return get('inside/structure', {run, at, training: training ? 1 : 0});
}

/** Unpacks the answer to `look` and `draw`: for each point range and planes of its value and gradient. */
function unpack(all, layers, wanted, gradients) {
  const points = [];
  let offset = HEAD + 4 * layers.points.length;
  const label = all[3];
  const withGradients = gradients && label >= 0;
  layers.points.forEach((point, i) => {
    const size = point.height * point.width;
    const count = shown(point.planes, size, wanted);
    const head = HEAD + 4 * i;
    const part = {count, low: all[head], high: all[head + 1], values: all.subarray(offset, offset + count * size)};
    offset += count * size;
    if (withGradients) {
      part.gradient = {low: all[head + 2], high: all[head + 3], values: all.subarray(offset, offset + count * size)};
      offset += count * size;
    }
    points.push(part);
  });
  return {version: all[0], step: all[1], loss: all[2], label, points};
}

/**
 * Computes an image.
 *
 * @param where {run, at, training, mask, label}
 * @param layers from structure()
 */
export async function look(where, layers, input, wanted, gradients) {
  const all = await sendForFloats('inside/look', input, params(where, {planes: wanted, gradients: gradients ? 1 : 0}));
  return unpack(all, layers, wanted, gradients);
}

/** Computes a drawing: size x size ink from 0 to 1. */
export async function draw(where, layers, ink, size, wanted, gradients) {
  const all = await sendForFloats('inside/draw', ink,
      params(where, {planes: wanted, gradients: gradients ? 1 : 0, size}));
  return unpack(all, layers, wanted, gradients);
}

/** The filters of a weight, or their gradients for an image. */
export async function filters(where, weight, wanted, input) {
  const all = await sendForFloats('inside/filters', input ?? new Float32Array(0),
      params(where, {path: weight.path, filters: wanted, gradient: input ? 1 : 0}));
  const each = weight.channels * weight.height * weight.width;
  return {version: all[0], low: all[2], high: all[3], count: shown(weight.filters, each, wanted),
    values: all.subarray(HEAD)};
}

export async function explain(where, node, index, input) {
  const response = await fetch('/api/inside/explain?' + new URLSearchParams(params(where, {node, index})),
      {method: 'POST', headers: {'Content-Type': 'application/octet-stream'}, body: input});
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}

function params(where, more) {
  return {run: where.run, at: where.at, training: where.training ? 1 : 0, mask: where.mask ?? 0,
    label: where.label ?? -1, ...more};
}

/** Pictures of samples: {index: Float32Array}. */
export async function images(run, set, indices, size) {
  const result = {};
  for (let from = 0; from < indices.length; from += 100) {
    const part = indices.slice(from, from + 100);
    const all = await getFloats('inside/images', {run, set, indices: part.join(',')});
    part.forEach((index, i) => { result[index] = all.subarray(i * size, (i + 1) * size); });
  }
  return result;
}

/** The input of the first point as the network reads it: channels of a pixel side by side. */
export function interleaved(layers, points) {
  const {planes, height, width} = layers.points[0];
  const values = points[0].values;
  if (planes === 1) {
    return values.slice();
  }
  const size = height * width;
  const input = new Float32Array(planes * size);
  for (let c = 0; c < planes; c++) {
    for (let i = 0; i < size; i++) {
      input[i * planes + c] = values[c * size + i];
    }
  }
  return input;
}

/** The numbers of the network's output. */
export function outputs(layers, result) {
  return result.points[layers.output].values;
}
