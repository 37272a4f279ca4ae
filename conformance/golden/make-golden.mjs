/*
 * Trains small models with TensorFlow.js (its plain JavaScript backend) and writes what happened: initial weights, the
 * batches, the loss of each step and the final weights. Kasane's tests repeat the runs. See README.md.
 */
import tf from '@tensorflow/tfjs-core';
import layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AdamW, PaperAdadelta } from './optimizers.mjs';
import { writeFunctions } from './functions.mjs';
import { writeLayers } from './layers.mjs';
import { Random } from './random.mjs';
import { writeSafetensors } from './safetensors.mjs';

const OUTPUT = fileURLToPath(new URL('../../core/src/test/resources/golden/', import.meta.url));
const STEPS = 10;
const GENERATOR = `TensorFlow.js ${layers.version_layers}, cpu backend`;

await tf.setBackend('cpu');
mkdirSync(OUTPUT, { recursive: true });

/** One run of ten steps, written to `name`.safetensors. `hyperparameters` go into the file's metadata. */
async function train({ name, model, optimizer, optimizerName, hyperparameters, loss, inputs, labels, seed }) {
  const tensors = {};
  const record = (prefix) => {
    for (const layer of model.layers) {
      layer.weights.forEach((weight, i) => {
        const value = layer.getWeights()[i];
        tensors[`${prefix}/${weight.originalName}`] = { shape: value.shape, values: value.dataSync() };
      });
    }
  };
  initialize(model, new Random(seed));
  record('initial');
  tensors.inputs = stack(inputs);
  tensors.labels = stack(labels);
  model.compile({ optimizer, loss });
  const losses = [];
  for (let step = 0; step < STEPS; step++) losses.push(await model.trainOnBatch(inputs[step], labels[step]));
  tensors.losses = { shape: [STEPS], values: losses };
  record('final');
  const metadata = { run: name, generator: GENERATOR, loss, optimizer: optimizerName };
  for (const [key, value] of Object.entries(hyperparameters)) metadata[key] = String(value);
  writeSafetensors(`${OUTPUT}${name}.safetensors`, metadata, tensors);
  console.log(name.padEnd(16), losses.map((value) => value.toFixed(5)).join(' '));
}

/** Kernels Glorot uniform; the others close to their usual start but not on it, so that no term can hide at 0 or 1. */
function initialize(model, random) {
  for (const layer of model.layers) {
    layer.setWeights(
      layer.weights.map((weight) => {
        const { shape } = weight;
        const size = shape.reduce((a, b) => a * b, 1);
        const near = (centre) => tf.tensor(random.array(size, centre - 0.1, centre + 0.1), shape);
        if (weight.originalName.endsWith('kernel')) {
          const receptive = shape.slice(0, -2).reduce((a, b) => a * b, 1);
          const limit = Math.sqrt(6 / (receptive * (shape.at(-2) + shape.at(-1))));
          return tf.tensor(random.array(size, -limit, limit), shape);
        }
        return near(/gamma|variance/.test(weight.originalName) ? 1 : 0);
      }),
    );
  }
}

function stack(batches) {
  return { shape: [batches.length, ...batches[0].shape], values: tf.stack(batches).dataSync() };
}

/** Batches of values uniform in [-1, 1). */
function uniformBatches(random, shape) {
  const size = shape.reduce((a, b) => a * b, 1);
  return Array.from({ length: STEPS }, () => tf.tensor(random.array(size, -1, 1), shape));
}

function oneHotBatches(random, batch, classes) {
  const labels = () => tf.tensor1d(Array.from({ length: batch }, () => random.below(classes)), 'int32');
  return Array.from({ length: STEPS }, () => tf.cast(tf.oneHot(labels(), classes), 'float32'));
}

/** One-hot rows (batch, classes) as class numbers (batch, 1). */
function classNumbers(oneHot) {
  return tf.cast(tf.reshape(tf.argMax(oneHot, -1), [-1, 1]), 'float32');
}

/**
 * Pictures that stand for digits: each class has three soft blobs at places of its own, moved a little per picture;
 * dark elsewhere, in steps of 1/255.
 */
function blobImages(random, labels, size) {
  const centres = Array.from({ length: 10 }, (_, digit) => {
    const own = new Random(1000 + digit);
    return Array.from({ length: 3 }, () => [own.uniform(0.2, 0.8) * size, own.uniform(0.2, 0.8) * size]);
  });
  return labels.map((oneHot) => {
    const digits = tf.argMax(oneHot, -1).arraySync();
    const images = digits.map((digit) => {
      const [dy, dx] = [random.uniform(-0.07, 0.07) * size, random.uniform(-0.07, 0.07) * size];
      const spread = (random.uniform(0.06, 0.1) * size) ** 2;
      return Array.from({ length: size }, (_, y) =>
        Array.from({ length: size }, (_, x) => {
          const light = centres[digit]
            .map(([cy, cx]) => Math.exp(-((y - cy - dy) ** 2 + (x - cx - dx) ** 2) / (2 * spread)))
            .reduce((a, b) => a + b);
          return [Math.floor(255 * Math.min(1, light)) / 255];
        }),
      );
    });
    return tf.tensor4d(images);
  });
}

const { conv2d, maxPooling2d, averagePooling2d, batchNormalization, activation, flatten, dense } = layers.layers;

// The main job's network (workload W1), batch 8. The betas are sums of few powers of two: TensorFlow.js keeps their
// powers as float32, and for 0.999 that alone would move weights by 1e-4 in ten steps.
{
  const adam = { learningRate: 1e-3, beta1: 0.875, beta2: 1 - 1 / 1024, epsilon: 1e-7 };
  const random = new Random(1);
  const labels = oneHotBatches(random, 8, 10);
  await train({
    name: 'mnist-cnn',
    seed: 101,
    model: layers.sequential({
      layers: [
        conv2d({ name: 'conv2d_1', inputShape: [28, 28, 1], filters: 16, kernelSize: 3, activation: 'relu' }),
        maxPooling2d({ poolSize: 2 }),
        conv2d({ name: 'conv2d_2', filters: 32, kernelSize: 3, activation: 'relu' }),
        maxPooling2d({ poolSize: 2 }),
        conv2d({ name: 'conv2d_3', filters: 32, kernelSize: 3, activation: 'relu' }),
        flatten(),
        dense({ name: 'dense_1', units: 64, activation: 'relu' }),
        dense({ name: 'dense_2', units: 10, activation: 'softmax' }),
      ],
    }),
    optimizer: tf.train.adam(adam.learningRate, adam.beta1, adam.beta2, adam.epsilon),
    optimizerName: 'adam',
    hyperparameters: adam,
    loss: 'categoricalCrossentropy',
    inputs: blobImages(random, labels, 28),
    labels,
  });
}

// Each optimizer on the same tiny network with the same batches: 7 inputs, 13 tanh, 5 softmax, batch 11.
const optimizers = [
  ['sgd', { learningRate: 0.2 }, (h) => tf.train.sgd(h.learningRate)],
  [
    'momentum',
    { learningRate: 0.1, momentum: 0.9, nesterov: false },
    (h) => tf.train.momentum(h.learningRate, h.momentum, h.nesterov),
  ],
  [
    'nesterov',
    { learningRate: 0.1, momentum: 0.9, nesterov: true },
    (h) => tf.train.momentum(h.learningRate, h.momentum, h.nesterov),
  ],
  [
    'rmsprop',
    { learningRate: 0.01, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
    (h) => tf.train.rmsprop(h.learningRate, h.rho, h.momentum, h.epsilon, h.centered),
  ],
  [
    'adagrad',
    { learningRate: 0.1, initialAccumulator: 0.1, epsilon: 1e-7 },
    (h) => tf.train.adagrad(h.learningRate, h.initialAccumulator),
  ],
  [
    'adadelta',
    { learningRate: 1, rho: 0.95, epsilon: 1e-6 },
    (h) => new PaperAdadelta(h.learningRate, h.rho, h.epsilon),
  ],
  [
    'adam',
    { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    (h) => tf.train.adam(h.learningRate, h.beta1, h.beta2, h.epsilon),
  ],
  [
    'adamw',
    { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 },
    (h) => new AdamW(h.learningRate, h.beta1, h.beta2, h.epsilon, h.weightDecay),
  ],
];
for (const [optimizerName, hyperparameters, make] of optimizers) {
  const random = new Random(2);
  await train({
    name: `mlp-${optimizerName}`,
    seed: 102,
    model: layers.sequential({
      layers: [
        dense({ name: 'dense_1', inputShape: [7], units: 13, activation: 'tanh' }),
        dense({ name: 'dense_2', units: 5, activation: 'softmax' }),
      ],
    }),
    optimizer: make(hyperparameters),
    optimizerName,
    hyperparameters,
    loss: 'categoricalCrossentropy',
    inputs: uniformBatches(random, [11, 7]),
    labels: oneHotBatches(random, 11, 5),
  });
}

// Class numbers instead of one-hot rows: labels (batch, 1).
{
  const random = new Random(2);
  await train({
    name: 'mlp-sparse',
    seed: 102,
    model: layers.sequential({
      layers: [
        dense({ name: 'dense_1', inputShape: [7], units: 13, activation: 'elu' }),
        dense({ name: 'dense_2', units: 5, activation: 'softmax' }),
      ],
    }),
    optimizer: tf.train.sgd(0.2),
    optimizerName: 'sgd',
    hyperparameters: { learningRate: 0.2 },
    loss: 'sparseCategoricalCrossentropy',
    inputs: uniformBatches(random, [11, 7]),
    labels: oneHotBatches(random, 11, 5).map(classNumbers),
  });
}

// Regression with penalties on the kernels: the loss is the data's plus l1 * sum |w| + l2 * sum w^2.
{
  const random = new Random(3);
  const penalty = { l1: 0.002, l2: 0.01 };
  const kernelRegularizer = layers.regularizers.l1l2(penalty);
  await train({
    name: 'mlp-regression',
    seed: 103,
    model: layers.sequential({
      layers: [
        dense({ name: 'dense_1', inputShape: [5], units: 9, activation: 'sigmoid', kernelRegularizer }),
        dense({ name: 'dense_2', units: 3, kernelRegularizer }),
      ],
    }),
    optimizer: tf.train.sgd(0.3),
    optimizerName: 'sgd',
    hyperparameters: { learningRate: 0.3, ...penalty },
    loss: 'meanSquaredError',
    inputs: uniformBatches(random, [6, 5]),
    labels: uniformBatches(random, [6, 3]),
  });
}

// Same padding with stride 2 on an even and an odd side, batch normalization in training, overlapping average pooling.
{
  const random = new Random(4);
  await train({
    name: 'conv-bn-avgpool',
    seed: 104,
    model: layers.sequential({
      layers: [
        conv2d({
          name: 'conv2d_1',
          inputShape: [10, 9, 2],
          filters: 6,
          kernelSize: 3,
          strides: 2,
          padding: 'same',
        }),
        batchNormalization({ name: 'batch_normalization_1', momentum: 0.99, epsilon: 1e-3 }),
        activation({ activation: 'relu' }),
        averagePooling2d({ poolSize: 3, strides: 2 }),
        flatten(),
        dense({ name: 'dense_1', units: 4, activation: 'softmax' }),
      ],
    }),
    optimizer: tf.train.sgd(0.1),
    optimizerName: 'sgd',
    hyperparameters: { learningRate: 0.1, batchNormalizationMomentum: 0.99, batchNormalizationEpsilon: 1e-3 },
    loss: 'categoricalCrossentropy',
    inputs: uniformBatches(random, [7, 10, 9, 2]),
    labels: oneHotBatches(random, 7, 4),
  });
}

// A small sister of ConvNetJS's digits network (workload W3): 5x5 same, pooling 2 then 3, Adadelta, L2.
{
  const random = new Random(5);
  const labels = oneHotBatches(random, 5, 10);
  const kernelRegularizer = layers.regularizers.l2({ l2: 0.001 });
  await train({
    name: 'convnetjs-cnn',
    seed: 105,
    model: layers.sequential({
      layers: [
        conv2d({
          name: 'conv2d_1',
          inputShape: [12, 12, 1],
          filters: 4,
          kernelSize: 5,
          padding: 'same',
          activation: 'relu',
          kernelRegularizer,
        }),
        maxPooling2d({ poolSize: 2 }),
        conv2d({
          name: 'conv2d_2',
          filters: 7,
          kernelSize: 5,
          padding: 'same',
          activation: 'relu',
          kernelRegularizer,
        }),
        maxPooling2d({ poolSize: 3 }),
        flatten(),
        dense({ name: 'dense_1', units: 10, activation: 'softmax', kernelRegularizer }),
      ],
    }),
    optimizer: new PaperAdadelta(1, 0.95, 1e-6),
    optimizerName: 'adadelta',
    hyperparameters: { learningRate: 1, rho: 0.95, epsilon: 1e-6, l2: 0.001 },
    loss: 'categoricalCrossentropy',
    inputs: blobImages(random, labels, 12),
    labels,
  });
}

writeFunctions(`${OUTPUT}functions.safetensors`, GENERATOR);
writeLayers(`${OUTPUT}layers.safetensors`, GENERATOR);
