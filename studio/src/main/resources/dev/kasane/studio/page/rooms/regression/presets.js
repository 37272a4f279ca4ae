// Networks to begin with, written for ConvNetJS.

const HIDDEN = [
  ['20 relu, 20 sigmoid (ConvNetJS)', [[20, 'relu'], [20, 'sigmoid']]],
  ['10 tanh', [[10, 'tanh']]],
  ['7 tanh', [[7, 'tanh']]],
  ['3 tanh', [[3, 'tanh']]],
  ['10 sigmoid', [[10, 'sigmoid']]],
  ['10 relu', [[10, 'relu']]],
  ['10, 10, 10, 10 tanh', [[10, 'tanh'], [10, 'tanh'], [10, 'tanh'], [10, 'tanh']]],
  ['—', []],
];

export const PRESETS = HIDDEN.map(([name, layers]) => ({name, text: [
  'layer_defs = [];',
  "layer_defs.push({type:'input', out_sx:1, out_sy:1, out_depth:1});",
  ...layers.map(([n, activation]) => `layer_defs.push({type:'fc', num_neurons:${n}, activation:'${activation}'});`),
  "layer_defs.push({type:'regression', num_neurons:1});",
].join('\n') + '\n'}));
