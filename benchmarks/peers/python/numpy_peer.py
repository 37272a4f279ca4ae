"""NumPy by hand, forward, backward and update in float32: W2, W5, W6, as a careful person would write them."""

import sys
import os

import peerlib

options = peerlib.arguments(["blas"])
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, str(options.threads))
try:
    import numpy as np
except ImportError as e:
    peerlib.missing("numpy", e)

random = np.random.default_rng(1)
shape, classes, _ = peerlib.SHAPES[options.workload]
count = peerlib.data_batches(options.workload, options.batch)
n = options.batch


def glorot(*dims):
    limit = np.sqrt(6 / (dims[0] + dims[-1]))
    return random.uniform(-limit, limit, dims).astype(np.float32)


def softmax_gradient(logits, labels):
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=1, keepdims=True)
    logits[np.arange(len(labels)), labels] -= 1
    logits *= np.float32(1 / len(labels))
    return logits


def batches(*dims):
    return random.random((count, n, *dims), dtype=np.float32)


def mlp():
    w1, b1, w2, b2 = glorot(784, 50), np.zeros(50, np.float32), glorot(50, 10), np.zeros(10, np.float32)
    rate = np.float32(0.1)
    x, y = batches(784), random.integers(0, 10, (count, n))

    def forward(a):
        h = 1 / (1 + np.exp(-(a @ w1 + b1)))
        return h, h @ w2 + b2

    def train(i):
        h, logits = forward(x[i])
        d = softmax_gradient(logits, y[i])
        dh = (d @ w2.T) * h * (1 - h)
        w2[...] -= rate * (h.T @ d)
        b2[...] -= rate * d.sum(axis=0)
        w1[...] -= rate * (x[i].T @ dh)
        b1[...] -= rate * dh.sum(axis=0)

    return train, lambda a: forward(a)[1]


def blog_cnn():
    kernel, bias = glorot(25, 1), np.zeros(576, np.float32)
    w, b = glorot(576, 10), np.zeros(10, np.float32)
    rate = np.float32(0.01)
    x, y = batches(28, 28), random.integers(0, 10, (count, n))

    def columns(a):
        windows = np.lib.stride_tricks.sliding_window_view(a, (5, 5), axis=(1, 2))
        return np.ascontiguousarray(windows).reshape(-1, 25)

    def forward(a):
        cols = columns(a)
        h = np.maximum((cols @ kernel).reshape(len(a), 576) + bias, 0)
        return cols, h, h @ w + b

    def train(i):
        cols, h, logits = forward(x[i])
        d = softmax_gradient(logits, y[i])
        dh = (d @ w.T) * (h > 0)
        w[...] -= rate * (h.T @ d)
        b[...] -= rate * d.sum(axis=0)
        bias[...] -= rate * dh.sum(axis=0)
        kernel[...] -= rate * (cols.T @ dh.reshape(-1, 1))

    return train, lambda a: forward(a.reshape(-1, 28, 28))[2]


def function_fit():
    w1, b1, w2, b2 = glorot(1, 10), np.zeros(10, np.float32), glorot(10, 1), np.zeros(1, np.float32)
    rate = np.float32(0.01)
    x, y = batches(1), batches(1)

    def forward(a):
        h = np.tanh(a @ w1 + b1)
        return h, h @ w2 + b2

    def train(i):
        h, out = forward(x[i])
        d = (out - y[i]) * np.float32(2 / n)
        dh = (d @ w2.T) * (1 - h * h)
        w2[...] -= rate * (h.T @ d)
        b2[...] -= rate * d.sum(axis=0)
        w1[...] -= rate * (x[i].T @ dh)
        b1[...] -= rate * dh.sum(axis=0)

    return train, lambda a: forward(a)[1]


networks = {"W2": blog_cnn, "W5": mlp, "W6": function_fit}
if options.workload not in networks:
    print(f"numpy: {options.workload} is not written", file=sys.stderr)
    sys.exit(3)
train, predict = networks[options.workload]()
at = 0


def step():
    global at
    train(at)
    at = (at + 1) % count


many = random.random((peerlib.INFERENCE_BATCH, *shape), dtype=np.float32)
one = many[:1]
peerlib.report("numpy", "blas", np.__version__, options, step, lambda: predict(many), lambda: predict(one))
