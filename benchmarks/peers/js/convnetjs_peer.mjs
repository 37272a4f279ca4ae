// ConvNetJS, which trains sample by sample on one thread: W1, W3, W4, W5, W6. It has no bias per position (W2).
import { createRequire } from 'node:module';
import * as lib from './peerlib.mjs';

const settings = lib.options();
settings.threads = 1;
let convnetjs;
try {
  convnetjs = createRequire(import.meta.url)('convnetjs');
} catch (e) {
  lib.skip(`convnetjs: not installed (${e.message.split('\n')[0]})`);
}
const conv = (sx, filters, pad) => ({ type: 'conv', sx, filters, stride: 1, pad, activation: 'relu' });
const pool = (sx, stride) => ({ type: 'pool', sx, stride });
const softmax = { type: 'softmax', num_classes: 10 };
// The version on npm has no Adam; its cost a step is near Adadelta's, which is used in its place.
const networks = {
  W1: [
    [conv(3, 16, 0), pool(2, 2), conv(3, 32, 0), pool(2, 2), conv(3, 32, 0)],
    { type: 'fc', num_neurons: 64, activation: 'relu' }, softmax, { method: 'adadelta' },
  ],
  W3: [[conv(5, 8, 2), pool(2, 2), conv(5, 16, 2), pool(3, 3)], null, softmax, { method: 'adadelta', l2_decay: 0.001 }],
  W4: [
    [conv(5, 16, 2), pool(2, 2), conv(5, 20, 2), pool(2, 2), conv(5, 20, 2), pool(2, 2)],
    null, softmax, { method: 'adadelta' },
  ],
  W5: [
    [], { type: 'fc', num_neurons: 50, activation: 'sigmoid' }, softmax,
    { method: 'sgd', learning_rate: 0.1, momentum: 0 },
  ],
  W6: [
    [], { type: 'fc', num_neurons: 10, activation: 'tanh' }, { type: 'regression', num_neurons: 1 },
    { method: 'sgd', learning_rate: 0.01, momentum: 0 },
  ],
};
if (!networks[settings.workload]) lib.skip(`convnetjs: ${settings.workload} cannot be said in it`);
const [body, hidden, last, method] = networks[settings.workload];
const [shape, classes] = lib.SHAPES[settings.workload];
const [out_sx, out_sy, out_depth] = shape.length === 3 ? shape : [1, 1, shape[0]];
const net = new convnetjs.Net();
net.makeLayers([{ type: 'input', out_sx, out_sy, out_depth }, ...body, ...(hidden ? [hidden] : []), last]);
const trainer = new convnetjs.Trainer(net, { ...method, batch_size: settings.batch });
const samples = Array.from({ length: 512 }, () => {
  const vol = new convnetjs.Vol(out_sx, out_sy, out_depth, 0);
  for (let i = 0; i < vol.w.length; i++) vol.w[i] = Math.random();
  return vol;
});
const targets = samples.map(() => (classes ? Math.floor(Math.random() * classes) : [Math.random()]));
let at = 0;
const next = () => (at = (at + 1) % samples.length);
await lib.report('convnetjs', 'node', '0.3.0', settings, {
  train: () => {
    for (let i = 0; i < settings.batch; i++) {
      const sample = next();
      trainer.train(samples[sample], targets[sample]);
    }
  },
  infer: () => {
    for (let i = 0; i < lib.INFERENCE_BATCH; i++) net.forward(samples[next()], false);
  },
  one: () => net.forward(samples[0], false),
});
