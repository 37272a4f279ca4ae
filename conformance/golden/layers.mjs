import tf from '@tensorflow/tfjs-core';
import layers from '@tensorflow/tfjs-layers';
import { Random } from './random.mjs';
import { writeSafetensors } from './safetensors.mjs';

/** What single layers make of random weights and inputs: sequences of 5 steps with 3 features, batch 4. */
export function writeLayers(path, generator) {
  const random = new Random(7);
  const tensors = {};
  const record = (name, tensor) => {
    tensors[name] = { shape: tensor.shape, values: tensor.dataSync() };
  };
  const x = tf.tensor(random.array(4 * 5 * 3, -1, 1), [4, 5, 3]);
  record('x', x);
  const { lstm, gru, simpleRNN, layerNormalization } = layers.layers;
  // Orthogonal first values, the default, would need operations as methods; they are replaced below anyway.
  const state = { units: 6, recurrentInitializer: 'zeros' };
  const gates = { ...state, recurrentActivation: 'sigmoid' };
  const cases = {
    lstm: lstm(gates),
    lstm_sequences: lstm({ ...gates, returnSequences: true }),
    gru: gru({ ...gates, resetAfter: false }),
    gru_sequences: gru({ ...gates, resetAfter: false, returnSequences: true }),
    simple_rnn: simpleRNN(state),
    layer_normalization: layerNormalization({}),
  };
  for (const [name, layer] of Object.entries(cases)) {
    layer.apply(x);
    layer.setWeights(
      layer.weights.map(({ shape }) => tf.tensor(random.array(shape.reduce((a, b) => a * b, 1), -1, 1), shape)),
    );
    layer.weights.forEach((weight, i) => {
      record(`${name}/${weight.originalName.split('/').at(-1)}`, layer.getWeights()[i]);
    });
    record(`${name}/y`, layer.apply(x));
  }
  writeSafetensors(path, { run: 'layers', generator }, tensors);
}
