// Runs ConvNetJS on small random nets and writes down what it computed, for the tests of modules convnetjs and
// conformance.
//
//   node convnetjs.mjs PATH_TO_CONVNET_JS CASES [SEED] > ../../convnetjs/src/test/resources/convnetjs-last.json
//
// PATH is one script with all of the library: of the last source the files of src/ one after the other (init, util, vol,
// vol_util, layers_*, net, trainers, export), or build/convnet.js of the package convnetjs 0.3.0 from npm.
// Math.random is replaced by a generator that the tests have too, so weights and dropout agree.
import {createRequire} from 'node:module';
import {resolve} from 'node:path';

const lib = createRequire(import.meta.url)(resolve(process.argv[2]));
const cases = Number(process.argv[3]);
const last = lib.QuadTransformLayer === undefined;
console.log = () => {};

let state = 1;
function xorshift() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 4294967296;
}
Math.random = xorshift;

// Choices come from a generator of their own.
let choice = Number(process.argv[4] ?? 20161124) >>> 0;
function draw() {
  choice = (Math.imul(choice, 1664525) + 1013904223) >>> 0;
  return choice / 4294967296;
}
const whole = (from, to) => from + Math.floor(draw() * (to - from + 1));
const one = (...items) => items[whole(0, items.length - 1)];
const maybe = (probability) => draw() < probability;

function definitions() {
  const image = maybe(0.5);
  const defs = [image
    ? {type: 'input', out_sx: whole(3, 7), out_sy: whole(3, 7), out_depth: whole(1, 3)}
    : {type: 'input', out_sx: 1, out_sy: 1, out_depth: whole(1, 6)}];
  const extras = (def) => {
    if (maybe(0.6)) {
      def.activation = one('relu', 'sigmoid', 'tanh', 'maxout');
    }
    if (def.activation === 'maxout' && maybe(0.5)) {
      def.group_size = whole(1, 3);
    }
    if (maybe(0.25)) {
      def.drop_prob = one(0.2, 0.5, 0.7);
    }
    for (const name of ['l1_decay_mul', 'l2_decay_mul', 'bias_pref']) {
      if (maybe(0.2)) {
        def[name] = one(0, 0.5, 1, 2);
      }
    }
    if (!last && maybe(0.15)) {
      def.tensor = true;
    }
    return def;
  };
  if (image) {
    const conv = {type: 'conv', sx: whole(1, 3), filters: whole(3, 5), pad: whole(0, 2), stride: whole(1, 2)};
    if (maybe(0.3)) {
      conv.sy = whole(1, 3);
    }
    defs.push(extras(conv));
    if (maybe(0.4)) {
      defs.push({type: 'lrn', k: 1, n: one(3, 5), alpha: 0.5, beta: 0.75});
    }
    if (maybe(0.6)) {
      defs.push({type: 'pool', sx: whole(1, 2), stride: whole(1, 2), pad: whole(0, 1)});
    }
  }
  for (let i = whole(0, 2); i > 0; i--) {
    defs.push(extras({type: 'fc', num_neurons: whole(3, 6)}));
  }
  const outputs = whole(1, 4);
  defs.push(one(
    {type: 'softmax', num_classes: outputs},
    {type: 'svm', num_classes: outputs},
    {type: 'regression', num_neurons: outputs}));
  return defs;
}

function options() {
  const all = {
    method: one('sgd', 'sgd', 'adagrad', 'windowgrad', 'adadelta', 'nesterov', 'adam'),
    learning_rate: one(0.01, 0.05), l1_decay: one(0, 0.01), l2_decay: one(0, 0.001, 0.1), batch_size: whole(1, 4),
    momentum: one(0, 0.5, 0.9), ro: 0.9, eps: 1e-6, beta1: 0.8, beta2: 0.99};
  return Object.fromEntries(Object.entries(all).filter(() => maybe(0.7)));
}

function target(defs) {
  const loss = defs[defs.length - 1];
  if (loss.type !== 'regression') {
    return whole(0, loss.num_classes - 1);
  }
  if (maybe(0.3)) {
    return {dim: whole(0, loss.num_neurons - 1), val: whole(-512, 512) / 256};
  }
  return Array.from({length: loss.num_neurons}, () => whole(-512, 512) / 256);
}

// The library keeps every second normal number for the next call, also when that is for another net.
function forget() {
  const before = state;
  lib.randn(0, 1);
  if (state !== before) {
    lib.randn(0, 1);
  }
}

const flat = (net) => net.getParamsAndGrads().flatMap((each) => Array.from(each.params));

// A net that has diverged has NaN, which JSON cannot hold.
function saved(net) {
  const text = JSON.stringify(net.toJSON());
  return text.includes('null') ? undefined : text;
}

function run() {
  const defs = definitions();
  const written = JSON.parse(JSON.stringify(defs));
  const seed = whole(1, 2 ** 30);
  forget();
  state = seed;
  let net = new lib.Net();
  net.makeLayers(defs);
  const opts = options();
  let trainer = new lib.Trainer(net, opts);
  const size = defs[0];
  const steps = [];
  for (let step = 0; step < 7; step++) {
    const x = new lib.Vol(size.out_sx, size.out_sy, size.out_depth, 0);
    for (let i = 0; i < x.w.length; i++) {
      x.w[i] = Math.round(draw() * 512 - 256) / 128;
    }
    const reload = step === 3 && maybe(0.4) && saved(net) !== undefined;
    if (reload) {
      const copy = new lib.Net();
      copy.fromJSON(JSON.parse(saved(net)));
      net = copy;
      trainer = new lib.Trainer(net, opts);
    }
    const change = step === 4 ? {[one('learning_rate', 'momentum', 'l2_decay', 'l1_decay')]: 0.02, batch_size: whole(1, 3)} : {};
    Object.assign(trainer, change);
    const before = Array.from(net.forward(x).w);
    const y = target(defs);
    const stats = trainer.train(x, y);
    steps.push({reload, x: Array.from(x.w), y, change, before, dx: Array.from(x.dw), cost_loss: stats.cost_loss,
      l1_decay_loss: stats.l1_decay_loss, l2_decay_loss: stats.l2_decay_loss, loss: stats.loss});
  }
  return {defs: written, changed: defs, options: opts, seed, steps, params: flat(net),
    layers: net.layers.map((layer) => layer.layer_type), json: maybe(0.2) ? saved(net) : undefined};
}

// JSON has no NaN; thirteen digits are four more than the tests compare.
function finite(key, value) {
  if (typeof value !== 'number') {
    return value;
  }
  return Number.isFinite(value) ? Number(value.toPrecision(13)) : String(value);
}
const lines = Array.from({length: cases}, () => JSON.stringify(run(), finite));
process.stdout.write('[\n' + lines.join(',\n') + '\n]\n');
