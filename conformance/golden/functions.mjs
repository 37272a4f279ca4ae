import tf from '@tensorflow/tfjs-core';
import layers from '@tensorflow/tfjs-layers';
import { Random } from './random.mjs';
import { writeSafetensors } from './safetensors.mjs';

const { metrics } = layers;

/** Values and gradients of single functions: activations by their input, losses by predictions or logits. */
export function writeFunctions(path, generator) {
  const random = new Random(6);
  const tensors = {};
  const record = (name, tensor) => {
    tensors[name] = { shape: tensor.shape, values: tensor.dataSync() };
  };

  // No value at 0, where relu and its kin have no derivative.
  const points = [-30, -8, -3.5, -1, -0.75, -1e-3, -1e-6, 1e-6, 1e-3, 0.5, 1, 2.25, 5, 9, 30];
  const x = tf.tensor([...points, ...random.array(20, -4, 4)], [5, 7]);
  const dy = tf.tensor(random.array(35, -1, 1), [5, 7]);
  record('activation/x', x);
  record('activation/dy', dy);
  for (const [name, f] of Object.entries(activations())) {
    record(`activation/${name}/y`, f(x));
    record(`activation/${name}/dx`, tf.grad(f)(x, dy));
  }

  const logits = tf.tensor(random.array(6 * 7, -4, 4), [6, 7]);
  const classes = [0, 6, 3, 3, 1, 5];
  const oneHot = tf.cast(tf.oneHot(tf.tensor1d(classes, 'int32'), 7), 'float32');
  const values = tf.tensor(random.array(6 * 7, -2, 2), [6, 7]);
  const bits = tf.tensor(Array.from({ length: 6 * 7 }, () => random.below(2)), [6, 7]);
  record('loss/logits', logits);
  record('loss/probabilities', tf.sigmoid(logits));
  record('loss/oneHot', oneHot);
  record('loss/values', values);
  record('loss/bits', bits);
  const losses = {
    categoricalCrossentropy: [(z) => metrics.categoricalCrossentropy(oneHot, tf.softmax(z)), logits],
    binaryCrossentropy: [(p) => metrics.binaryCrossentropy(bits, p), tf.sigmoid(logits)],
    binaryCrossentropyLogits: [(z) => metrics.binaryCrossentropy(bits, tf.sigmoid(z)), logits],
    meanSquaredError: [(p) => metrics.meanSquaredError(values, p), logits],
    meanAbsoluteError: [(p) => metrics.meanAbsoluteError(values, p), logits],
    multiClassHinge: [(s) => multiClassHinge(oneHot, s), logits],
  };
  for (const [name, [f, at]] of Object.entries(losses)) {
    const mean = (input) => tf.mean(f(input));
    record(`loss/${name}/value`, mean(at));
    record(`loss/${name}/gradient`, tf.grad(mean)(at));
  }
  writeSafetensors(path, { run: 'functions', generator }, tensors);
}

/** What TensorFlow.js's layer activations of these names compute. */
function activations() {
  const layer = (name) => {
    const made = layers.layers.activation({ activation: name });
    return (x) => made.call(x, {});
  };
  return {
    sigmoid: layer('sigmoid'),
    tanh: layer('tanh'),
    relu: layer('relu'),
    leakyRelu_0_3: (x) => tf.leakyRelu(x, 0.3),
    leakyRelu_0_2: (x) => tf.leakyRelu(x, 0.2),
    elu: layer('elu'),
    gelu: layer('gelu'),
    swish: layer('swish'),
    softplus: layer('softplus'),
    softmax: layer('softmax'),
  };
}

/** Weston and Watkins (1999): the sum over wrong classes of max(0, score - score of the right class + 1). */
function multiClassHinge(oneHot, scores) {
  const right = tf.sum(tf.mul(oneHot, scores), -1, true);
  const margins = tf.relu(tf.add(tf.sub(scores, right), 1));
  return tf.sum(tf.mul(margins, tf.sub(1, oneHot)), -1);
}
