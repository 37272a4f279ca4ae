"""TensorFlow: W1 to W7 and W9 as tf.function, with and without XLA (jit_compile)."""

import os

import peerlib

options = peerlib.arguments(["function", "xla"])
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
try:
    import tensorflow as tf
except ImportError as e:
    peerlib.missing("tensorflow", e)

tf.random.set_seed(1)
tf.config.threading.set_intra_op_parallelism_threads(options.threads)
tf.config.threading.set_inter_op_parallelism_threads(1)
name, mode = options.workload, options.mode or "function"
shape, classes, _ = peerlib.SHAPES[name]
layers = tf.keras.layers


class PositionBias(layers.Layer):
    def build(self, shape):
        self.bias = self.add_weight(shape=tuple(shape[1:]), initializer="zeros")

    def call(self, x):
        return tf.nn.relu(x + self.bias)


def conv(filters, kernel, padding="valid"):
    decay = tf.keras.regularizers.L2(0.0005) if name == "W3" else None
    return layers.Conv2D(filters, kernel, padding=padding, activation="relu", kernel_regularizer=decay)


pool, dense, flat = layers.MaxPool2D, layers.Dense, layers.Flatten
networks = {
    "W1": lambda: [conv(16, 3), pool(2), conv(32, 3), pool(2), conv(32, 3), flat(), dense(64, "relu"), dense(10)],
    "W2": lambda: [layers.Conv2D(1, 5, use_bias=False), PositionBias(), flat(), dense(10)],
    "W3": lambda: [conv(8, 5, "same"), pool(2), conv(16, 5, "same"), pool(3), flat(), dense(10)],
    "W4": lambda: [conv(16, 5, "same"), pool(2), conv(20, 5, "same"), pool(2), conv(20, 5, "same"), pool(2), flat(),
                   dense(10)],
    "W5": lambda: [dense(50, "sigmoid"), dense(10)],
    "W6": lambda: [dense(10, "tanh"), dense(1)],
    "W7": lambda: [layer for f in (64, 128, 256) for layer in (conv(f, 3, "same"), conv(f, 3, "same"), pool(2))]
    + [flat(), dense(256, "relu"), dense(10)],
    "W9": lambda: [layers.LSTM(128), dense(10)],
}
optimizers = tf.keras.optimizers
rates = {
    "W1": lambda: optimizers.Adam(), "W2": lambda: optimizers.SGD(0.01),
    "W3": lambda: optimizers.Adadelta(1.0, 0.95, 1e-6), "W4": lambda: optimizers.Adadelta(1.0, 0.95, 1e-6),
    "W5": lambda: optimizers.SGD(0.1), "W6": lambda: optimizers.SGD(0.01),
    "W7": lambda: optimizers.SGD(0.01, 0.9), "W9": lambda: optimizers.Adam(),
}
if name not in networks:
    peerlib.missing("tensorflow", f"{name} is not written")
model = tf.keras.Sequential([layers.Input(shape), *networks[name]()])
optimizer = rates[name]()
optimizer.build(model.trainable_variables)


def loss_of(y, out):
    if name == "W6":
        return tf.reduce_mean(tf.square(out - y))
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, out))


@tf.function(jit_compile=mode == "xla")
def step(x, y):
    with tf.GradientTape() as tape:
        value = loss_of(y, model(x, training=True))
        value = tf.add_n([value, *model.losses])
    optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables))
    return value


@tf.function(jit_compile=mode == "xla")
def predict(x):
    return model(x, training=False)


def targets(count):
    if name == "W6":
        return tf.random.uniform((count, 1))
    return tf.random.uniform((count,), 0, classes, tf.int32)


count = peerlib.data_batches(name, options.batch)
data = [(tf.random.uniform((options.batch, *shape)), targets(options.batch)) for _ in range(count)]
at = 0


def train():
    global at
    step(*data[at]).numpy()
    at = (at + 1) % count


many, one = tf.random.uniform((peerlib.INFERENCE_BATCH, *shape)), tf.random.uniform((1, *shape))
peerlib.report(
    "tensorflow", mode, tf.__version__, options, train, lambda: predict(many).numpy(), lambda: predict(one).numpy())
