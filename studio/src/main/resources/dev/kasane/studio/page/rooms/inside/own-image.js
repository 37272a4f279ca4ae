// A person's own image, as a network reads it.

const MOST_BYTES = 32 << 20;

/** The largest square in the middle of an image file, scaled to the input of the network. */
export async function readImage(file, layers) {
  if (file.size > MOST_BYTES) {
    throw new Error(`${file.name}: > 32 MB`);
  }
  const {height, width, planes} = layers.points[0];
  const bitmap = await createImageBitmap(file).catch(() => { throw new Error(`${file.name}: not an image`); });
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
