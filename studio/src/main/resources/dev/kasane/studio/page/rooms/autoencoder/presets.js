// Networks to begin with, written for ConvNetJS.

const HIDDEN = [
  ['50, 50, 2, 50, 50 tanh (ConvNetJS)', [[50, 'tanh'], [50, 'tanh'], [2], [50, 'tanh'], [50, 'tanh']]],
  ['128, 32, 2, 32, 128 relu', [[128, 'relu'], [32, 'relu'], [2], [32, 'relu'], [128, 'relu']]],
  ['100, 10, 100 tanh', [[100, 'tanh'], [10], [100, 'tanh']]],
  ['2', [[2]]],
  ['50 sigmoid', [[50, 'sigmoid']]],
];

export const PRESETS = HIDDEN.map(([name, layers]) => ({name, text: [
  'layer_defs = [];',
  "layer_defs.push({type:'input', out_sx:28, out_sy:28, out_depth:1});",
  ...layers.map(([n, activation]) => `layer_defs.push({type:'fc', num_neurons:${n}${
    activation ? `, activation:'${activation}'` : ''}});`),
  "layer_defs.push({type:'regression', num_neurons:784});",
].join('\n') + '\n'}));
