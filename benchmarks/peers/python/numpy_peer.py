"""NumPy by hand, forward, backward and update in float32: W2, W5, W6, W9, as a careful person would write them."""

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


def lstm():
    units, steps, features = 128, 28, 28
    kernel, recurrent, bias = glorot(features, 4 * units), glorot(units, 4 * units), np.zeros(4 * units, np.float32)
    bias[units:2 * units] = 1
    w, b = glorot(units, 10), np.zeros(10, np.float32)
    weights = [kernel, recurrent, bias, w, b]
    means, squares = ([np.zeros_like(each) for each in weights] for _ in range(2))
    x, y = batches(steps, features), random.integers(0, 10, (count, n))
    past = [0]

    def forward(a):
        """Gates i, f, g, o and states of all steps, steps first."""
        gates = (a.transpose(1, 0, 2).reshape(-1, features) @ kernel + bias).reshape(steps, len(a), 4 * units)
        h, c, tanh_c = (np.zeros((steps + 1, len(a), units), np.float32) for _ in range(3))
        for t in range(steps):
            z = gates[t]
            if t:
                z += h[t] @ recurrent
            candidate = np.tanh(z[:, 2 * units:3 * units])
            np.negative(z, out=z)
            np.exp(z, out=z)
            z += 1
            np.reciprocal(z, out=z)
            z[:, 2 * units:3 * units] = candidate
            i, f, g, o = np.split(z, 4, axis=1)
            c[t + 1] = f * c[t] + i * g
            np.tanh(c[t + 1], out=tanh_c[t + 1])
            h[t + 1] = o * tanh_c[t + 1]
        return gates, h, c, tanh_c, h[steps] @ w + b

    def adam(gradients):
        past[0] += 1
        rate = np.float32(0.001 * np.sqrt(1 - 0.999 ** past[0]) / (1 - 0.9 ** past[0]))
        for weight, mean, square, gradient in zip(weights, means, squares, gradients):
            mean += np.float32(0.1) * (gradient - mean)
            square += np.float32(0.001) * (gradient * gradient - square)
            weight -= rate * mean / (np.sqrt(square) + np.float32(1e-7))

    def train(k):
        gates, h, c, tanh_c, logits = forward(x[k])
        d = softmax_gradient(logits, y[k])
        dh, dc = d @ w.T, np.zeros((n, units), np.float32)
        dz = np.empty_like(gates)
        for t in reversed(range(steps)):
            i, f, g, o = np.split(gates[t], 4, axis=1)
            s = tanh_c[t + 1]
            dc += dh * o * (1 - s * s)
            dz[t, :, :units] = dc * g * i * (1 - i)
            dz[t, :, units:2 * units] = dc * c[t] * f * (1 - f)
            dz[t, :, 2 * units:3 * units] = dc * i * (1 - g * g)
            dz[t, :, 3 * units:] = dh * s * o * (1 - o)
            dc *= f
            if t:
                dh = dz[t] @ recurrent.T
        flat = dz.reshape(-1, 4 * units)
        inputs = x[k].transpose(1, 0, 2).reshape(-1, features)
        states = h[:steps].reshape(-1, units)
        adam([inputs.T @ flat, states.T @ flat, flat.sum(axis=0), h[steps].T @ d, d.sum(axis=0)])

    return train, lambda a: forward(a)[4]


networks = {"W2": blog_cnn, "W5": mlp, "W6": function_fit, "W9": lstm}
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
