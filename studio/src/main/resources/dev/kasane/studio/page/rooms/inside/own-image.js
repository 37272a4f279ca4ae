// A person's own image, as a network reads it.

const MOST_BYTES = 32 << 20;

const SIGN = 224;

async function decode(file) {
  if (file.size > MOST_BYTES) {
    throw new Error(`${file.name}: > 32 MB`);
  }
  return createImageBitmap(file).catch(() => { throw new Error(`${file.name}: ?`); });
}

/**
 * A picture of a drawn sign as light ink on black: {ink, size}. A light ground, as paper has, is inverted.
 */
export async function readSign(file) {
  const bitmap = await decode(file);
  const [canvas, context] = blank(SIGN, SIGN);
  const scale = SIGN / Math.max(bitmap.width, bitmap.height);
  const width = bitmap.width * scale;
  const height = bitmap.height * scale;
  context.drawImage(bitmap, 0, 0, 1, 1, 0, 0, SIGN, SIGN);
  context.drawImage(bitmap, (SIGN - width) / 2, (SIGN - height) / 2, width, height);
  const {data} = canvas.getContext('2d').getImageData(0, 0, SIGN, SIGN);
  const ink = new Float32Array(SIGN * SIGN);
  let border = 0;
  for (let i = 0; i < ink.length; i++) {
    ink[i] = (0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]) / 255;
    const edge = i < SIGN || i >= ink.length - SIGN || i % SIGN === 0 || i % SIGN === SIGN - 1;
    border += edge ? ink[i] / (4 * SIGN - 4) : 0;
  }
  return {ink: border > 0.5 ? ink.map(value => 1 - value) : ink, size: SIGN};
}

/** The largest part in the middle of an image file that has the network's proportions, scaled to its input. */
export async function readImage(file, layers) {
  const {height, width, planes} = layers.points[0];
  const bitmap = await decode(file);
  const ratio = Math.min(bitmap.width / width, bitmap.height / height);
  let canvas = crop(bitmap, ratio, Math.round(width * ratio), Math.round(height * ratio));
  // By halves, so that every pixel of the original counts.
  while (canvas.width >= 2 * width) {
    canvas = scaled(canvas, Math.ceil(canvas.width / 2), Math.ceil(canvas.height / 2));
  }
  const {data} = scaled(canvas, width, height).getContext('2d').getImageData(0, 0, width, height);
  const input = new Float32Array(height * width * planes);
  const span = layers.white - layers.black;
  for (let i = 0; i < height * width; i++) {
    const rgb = [data[4 * i], data[4 * i + 1], data[4 * i + 2]];
    const grey = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
    for (let c = 0; c < planes; c++) {
      input[i * planes + c] = layers.black + span * (planes === 3 ? rgb[c] : grey) / 255;
    }
  }
  return input;
}

function blank(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  return [canvas, context];
}

function crop(bitmap, ratio, width, height) {
  const [canvas, context] = blank(Math.max(1, width), Math.max(1, height));
  context.drawImage(bitmap, (bitmap.width - width) / 2, (bitmap.height - height) / 2, width, height, 0, 0,
      canvas.width, canvas.height);
  return canvas;
}

function scaled(from, width, height) {
  const [canvas, context] = blank(width, height);
  context.drawImage(from, 0, 0, width, height);
  return canvas;
}
