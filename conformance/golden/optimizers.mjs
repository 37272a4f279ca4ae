import tf from '@tensorflow/tfjs-core';

/*
 * Two update rules that TensorFlow.js lacks or has otherwise. The gradients they are given are still TensorFlow.js's;
 * only the update is written here, with its tensor functions, from the papers.
 */

/** A running average that keeps the share `keep` of the old value. */
function average(old, value, keep) {
  return tf.add(tf.mul(old, keep), tf.mul(value, 1 - keep));
}

/** Common part: slots of zeros per variable. */
class SlotOptimizer extends tf.Optimizer {
  constructor(slotCount) {
    super();
    this.slotCount = slotCount;
    this.slots = new Map();
  }

  applyGradients(gradients) {
    const entries = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor])
      : Object.entries(gradients);
    for (const [name, gradient] of entries) {
      const variable = tf.engine().registeredVariables[name];
      if (!this.slots.has(name)) {
        const zeros = () => tf.tidy(() => tf.zerosLike(variable).variable(false));
        this.slots.set(name, Array.from({ length: this.slotCount }, zeros));
      }
      tf.tidy(() => this.apply(variable, gradient, this.slots.get(name)));
    }
    this.incrementIterations();
  }

  getConfig() {
    return {};
  }
}

/**
 * Zeiler, "ADADELTA: an adaptive learning rate method" (2012), algorithm 1. TensorFlow.js divides by the root of the
 * accumulated gradient from before this step; the paper, Keras, PyTorch and ConvNetJS take the one after.
 */
export class PaperAdadelta extends SlotOptimizer {
  static className = 'PaperAdadelta';

  constructor(learningRate, rho, epsilon) {
    super(2);
    Object.assign(this, { learningRate, rho, epsilon });
  }

  apply(variable, gradient, [squares, deltas]) {
    const { learningRate, rho, epsilon } = this;
    squares.assign(average(squares, tf.square(gradient), rho));
    const root = (value) => tf.sqrt(tf.add(value, epsilon));
    const delta = tf.mul(tf.div(root(deltas), root(squares)), gradient);
    deltas.assign(average(deltas, tf.square(delta), rho));
    variable.assign(tf.sub(variable, tf.mul(delta, learningRate)));
  }
}

/** Loshchilov and Hutter, "Decoupled weight decay regularization" (2019); decay scaled as in PyTorch. */
export class AdamW extends SlotOptimizer {
  static className = 'AdamW';

  constructor(learningRate, beta1, beta2, epsilon, weightDecay) {
    super(2);
    Object.assign(this, { learningRate, beta1, beta2, epsilon, weightDecay });
  }

  apply(variable, gradient, [first, second]) {
    const { learningRate, beta1, beta2, epsilon, weightDecay } = this;
    const step = this.iterations + 1;
    first.assign(average(first, gradient, beta1));
    second.assign(average(second, tf.square(gradient), beta2));
    const mean = tf.div(first, 1 - beta1 ** step);
    const deviation = tf.sqrt(tf.div(second, 1 - beta2 ** step));
    const decayed = tf.mul(variable, 1 - learningRate * weightDecay);
    variable.assign(tf.sub(decayed, tf.mul(tf.div(mean, tf.add(deviation, epsilon)), learningRate)));
  }
}
