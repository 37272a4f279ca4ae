// TensorFlow.js under Node with its WebAssembly and its plain JavaScript backend: W1, W3 to W7, W9.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as lib from './peerlib.mjs';

const settings = lib.options();
const require = createRequire(import.meta.url);
let tf;
let wasm;
try {
  tf = require('@tensorflow/tfjs');
  wasm = require('@tensorflow/tfjs-backend-wasm');
} catch (e) {
  lib.skip(`tensorflow.js: not installed (${e.message.split('\n')[0]})`);
}
const mode = settings.mode ?? 'wasm';
if (mode === 'wasm') {
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  wasm.setThreadsCount(settings.threads);
}
if (!(await tf.setBackend(mode))) lib.skip(`tensorflow.js: no backend ${mode}`);
settings.threads = mode === 'cpu' ? 1 : settings.threads;

const { layers } = tf;
const [shape, classes] = lib.SHAPES[settings.workload];
const inputShape = shape;
const conv = (filters, kernelSize, padding = 'valid', more = {}) =>
  layers.conv2d({ filters, kernelSize, padding, activation: 'relu', ...more });
const pool = (poolSize) => layers.maxPooling2d({ poolSize });
const softmax = () => layers.dense({ units: 10, activation: 'softmax' });
const vgg = () =>
  [64, 128, 256].flatMap((filters) => [conv(filters, 3, 'same'), conv(filters, 3, 'same'), pool(2)]);
const decay = () => ({ kernelRegularizer: tf.regularizers.l2({ l2: 0.0005 }) });
const networks = {
  W1: () => [
    conv(16, 3), pool(2), conv(32, 3), pool(2), conv(32, 3), layers.flatten(),
    layers.dense({ units: 64, activation: 'relu' }), softmax(),
  ],
  W3: () => [
    conv(8, 5, 'same', decay()), pool(2), conv(16, 5, 'same', decay()), pool(3), layers.flatten(), softmax(),
  ],
  W4: () => [conv(16, 5, 'same'), pool(2), conv(20, 5, 'same'), pool(2), conv(20, 5, 'same'), pool(2),
    layers.flatten(), softmax()],
  W5: () => [layers.dense({ units: 50, activation: 'sigmoid' }), softmax()],
  W6: () => [layers.dense({ units: 10, activation: 'tanh' }), layers.dense({ units: 1 })],
  W7: () => [...vgg(), layers.flatten(), layers.dense({ units: 256, activation: 'relu' }), softmax()],
  W9: () => [layers.lstm({ units: 128, recurrentActivation: 'sigmoid' }), softmax()],
};
if (!networks[settings.workload]) lib.skip(`tensorflow.js: ${settings.workload} is not written`);
const adadelta = () => tf.train.adadelta(1, 0.95, 1e-6);
const optimizers = {
  W1: () => tf.train.adam(0.001), W3: adadelta, W4: adadelta, W5: () => tf.train.sgd(0.1),
  W6: () => tf.train.sgd(0.01), W7: () => tf.train.momentum(0.01, 0.9), W9: () => tf.train.adam(0.001),
};
const model = tf.sequential();
model.add(layers.inputLayer({ inputShape }));
networks[settings.workload]().forEach((layer) => model.add(layer));
const loss = classes ? 'categoricalCrossentropy' : 'meanSquaredError';
model.compile({ optimizer: optimizers[settings.workload](), loss });
const count = lib.dataBatches(settings.workload, settings.batch);
const inputs = Array.from({ length: count }, () => tf.randomUniform([settings.batch, ...shape]));
const targets = inputs.map(() =>
  classes
    ? tf.oneHot(tf.randomUniform([settings.batch], 0, classes, 'int32'), classes)
    : tf.randomUniform([settings.batch, 1]),
);
const many = tf.randomUniform([lib.INFERENCE_BATCH, ...shape]);
const single = tf.randomUniform([1, ...shape]);
const predict = (x) => tf.tidy(() => model.predict(x).dataSync());
let at = 0;
try {
  await lib.report('tensorflow.js', mode, tf.version.tfjs, settings, {
    train: async () => {
      await model.trainOnBatch(inputs[at], targets[at]);
      at = (at + 1) % count;
    },
    infer: () => predict(many),
    one: () => predict(single),
  });
} catch (e) {
  // Not every operation has its derivative on every backend.
  lib.skip(`tensorflow.js ${mode}: ${e.message.split('\n')[0]}`);
}
