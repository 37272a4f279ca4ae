// Networks to begin with, written for ConvNetJS. The numbers of inputs and classes are put in when one is chosen.

const HIDDEN = [
  ['6, 2 tanh (ConvNetJS)', [[6, 'tanh'], [2, 'tanh']]],
  ['4, 2 tanh (Playground)', [[4, 'tanh'], [2, 'tanh']]],
  ['—', []],
  ['3 tanh', [[3, 'tanh']]],
  ['8 relu', [[8, 'relu']]],
  ['8, 8 relu', [[8, 'relu'], [8, 'relu']]],
  ['20, 10, 2 tanh', [[20, 'tanh'], [10, 'tanh'], [2, 'tanh']]],
  ['16, 16, 16 relu', [[16, 'relu'], [16, 'relu'], [16, 'relu']]],
  ['20 sigmoid', [[20, 'sigmoid']]],
  ['8 maxout', [[8, 'maxout']]],
];

export function presets(inputs, classes) {
  return HIDDEN.map(([name, layers]) => ({name, text: [
    'layer_defs = [];',
    `layer_defs.push({type:'input', out_sx:1, out_sy:1, out_depth:${inputs}});`,
    ...layers.map(([n, activation]) => `layer_defs.push({type:'fc', num_neurons:${n}, activation:'${activation}'});`),
    `layer_defs.push({type:'softmax', num_classes:${classes}});`,
  ].join('\n') + '\n'}));
}

/** The same network for another number of inputs or classes. */
export function fitted(text, inputs, classes) {
  return text.replace(/out_depth\s*:\s*\d+/, `out_depth:${inputs}`)
      .replace(/num_classes\s*:\s*\d+/g, `num_classes:${classes}`);
}
