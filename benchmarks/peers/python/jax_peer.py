"""JAX on the CPU, W1 to W7: one jitted call a step, and many steps in one call with lax.scan."""

import os

import peerlib

options = peerlib.arguments(["jit", "scan"])
os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("XLA_FLAGS", f"--xla_cpu_multi_thread_eigen={'true' if options.threads > 1 else 'false'} "
                      f"intra_op_parallelism_threads={options.threads}")
try:
    import jax
    import jax.numpy as jnp
    import numpy as np
    from jax import lax
except ImportError as e:
    peerlib.missing("jax", e)

name, mode = options.workload, options.mode or "jit"
shape, classes, _ = peerlib.SHAPES[name]
random = np.random.default_rng(1)


def glorot(*dims):
    field = int(np.prod(dims[:-2])) if len(dims) > 2 else 1
    limit = np.sqrt(6 / (field * (dims[-2] + dims[-1])))
    return jnp.asarray(random.uniform(-limit, limit, dims), jnp.float32)


def conv_parameters(inputs, filters, kernel):
    return [glorot(kernel, kernel, inputs, filters), jnp.zeros(filters)]


def conv(x, parameters, padding):
    window = ((padding, padding), (padding, padding))
    y = lax.conv_general_dilated(x, parameters[0], (1, 1), window, dimension_numbers=("NHWC", "HWIO", "NHWC"))
    return jax.nn.relu(y + parameters[1])


def pool(x, size):
    return lax.reduce_window(x, -jnp.inf, lax.max, (1, size, size, 1), (1, size, size, 1), "VALID")


def dense(x, parameters):
    return x @ parameters[0] + parameters[1]


def dense_parameters(inputs, units):
    return [glorot(inputs, units), jnp.zeros(units)]


# filters, kernel, padding, pooling (0: none), then units of the dense layers
CONVOLUTIONS = {
    "W1": ([(16, 3, 0, 2), (32, 3, 0, 2), (32, 3, 0, 0)], [288, 64, 10]),
    "W2": ([(1, 5, 0, 0)], [576, 10]),
    "W3": ([(8, 5, 2, 2), (16, 5, 2, 3)], [256, 10]),
    "W4": ([(16, 5, 2, 2), (20, 5, 2, 2), (20, 5, 2, 2)], [320, 10]),
    "W5": ([], [784, 50, 10]),
    "W6": ([], [1, 10, 1]),
    "W7": ([(64, 3, 1, 0), (64, 3, 1, 2), (128, 3, 1, 0), (128, 3, 1, 2), (256, 3, 1, 0), (256, 3, 1, 2)],
           [4096, 256, 10]),
}
if name not in CONVOLUTIONS:
    peerlib.missing("jax", f"{name} is not written")
layers, units = CONVOLUTIONS[name]
parameters, channels = [], shape[-1]
for filters, kernel, _, _ in layers:
    parameters.append(conv_parameters(channels, filters, kernel))
    channels = filters
if name == "W2":
    parameters[0][1] = jnp.zeros((24, 24, 1))
parameters += [dense_parameters(a, b) for a, b in zip(units, units[1:])]
activation = {"W5": jax.nn.sigmoid, "W6": jnp.tanh}.get(name, jax.nn.relu)


def forward(p, x):
    for i, (_, _, padding, size) in enumerate(layers):
        x = conv(x, p[i], padding)
        x = pool(x, size) if size else x
    x = x.reshape(len(x), -1)
    for i in range(len(layers), len(p)):
        x = dense(x, p[i])
        x = activation(x) if i < len(p) - 1 else x
    return x


def loss(p, x, y):
    out = forward(p, x)
    if name == "W6":
        return jnp.mean((out - y) ** 2)
    value = -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(out), y[:, None], axis=1))
    return value + (0.0005 * sum(jnp.sum(q[0] ** 2) for q in p) if name == "W3" else 0)


def update(p, slots, g, t):
    tree = jax.tree_util.tree_map
    if name == "W1":
        m, v = slots
        m = tree(lambda a, b: 0.9 * a + 0.1 * b, m, g)
        v = tree(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
        scale = 0.001 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        return tree(lambda w, a, b: w - scale * a / (jnp.sqrt(b) + 1e-7), p, m, v), (m, v)
    if name in ("W3", "W4"):
        v, u = slots
        v = tree(lambda a, b: 0.95 * a + 0.05 * b * b, v, g)
        d = tree(lambda b, a, c: b * jnp.sqrt(c + 1e-6) / jnp.sqrt(a + 1e-6), g, v, u)
        return tree(lambda w, a: w - a, p, d), (v, tree(lambda a, b: 0.95 * a + 0.05 * b * b, u, d))
    if name == "W7":
        m = tree(lambda a, b: 0.9 * a + b, slots[0], g)
        return tree(lambda w, a: w - 0.01 * a, p, m), (m, slots[1])
    rate = 0.1 if name == "W5" else 0.01
    return tree(lambda w, a: w - rate * a, p, g), slots


def step(state, batch):
    p, slots, t = state
    p, slots = update(p, slots, jax.grad(loss)(p, *batch), t)
    return (p, slots, t + 1), None


def samples(n):
    return jnp.asarray(random.random((n, *shape), dtype=np.float32))


def targets(n):
    return jnp.asarray(random.random((n, 1), dtype=np.float32) if name == "W6" else random.integers(0, 10, n))


count, n = peerlib.data_batches(name, options.batch), options.batch
zeros = jax.tree_util.tree_map(jnp.zeros_like, parameters)
state = (parameters, (zeros, zeros), 1.0)
if mode == "scan":
    count = min(count, 256)
    stacked = (jnp.stack([samples(n) for _ in range(count)]), jnp.stack([targets(n) for _ in range(count)]))
    many_steps = jax.jit(lambda s, b: lax.scan(step, s, b)[0], donate_argnums=0)
    options.batch *= count
else:
    data = [(samples(n), targets(n)) for _ in range(count)]
    one_step = jax.jit(lambda s, b: step(s, b)[0], donate_argnums=0)
at = 0


def train():
    global state, at
    if mode == "scan":
        state = many_steps(state, stacked)
        jax.block_until_ready(state)
        return
    state = one_step(state, data[at])
    at = (at + 1) % count
    if at % 8 == 0:
        jax.block_until_ready(state)


def rates_in_batches(line_options):
    line_options.batch = n
    return line_options


predict = jax.jit(forward)
many, one = samples(peerlib.INFERENCE_BATCH), samples(1)
samples_per_call = options.batch
measure = peerlib.measure
# A call of a scan trains many batches; the line names the size of one.
peerlib.measure = lambda f, size, *rest: measure(f, samples_per_call if f is train else size, *rest)
peerlib.report(
    "jax", mode, jax.__version__, rates_in_batches(options), train,
    lambda: jax.block_until_ready(predict(state[0], many)), lambda: jax.block_until_ready(predict(state[0], one)))
