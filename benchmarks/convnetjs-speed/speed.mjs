// Trains one net of ConvNetJS sample by sample and prints samples per second.
// usage: node speed.mjs DEFINITIONS TRAINER SECONDS, both as JSON
import convnetjs from 'convnetjs';

const [definitions, options, seconds] = process.argv.slice(2).map((text) => JSON.parse(text));
const net = new convnetjs.Net();
net.makeLayers(definitions);
const trainer = new convnetjs.Trainer(net, options);
const input = net.layers[0];
const samples = [];
for (let i = 0; i < 64; i++) {
  samples.push(new convnetjs.Vol(input.out_sx, input.out_sy, input.out_depth));
}

function train(duration) {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 1000 * duration) {
    for (let i = 0; i < options.batch_size; i++, count++) {
      trainer.train(samples[count % 64], count % 10);
    }
  }
  return (1000 * count) / (performance.now() - start);
}

train(seconds / 2);
console.log(train(seconds));
