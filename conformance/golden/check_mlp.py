"""A second opinion: repeats the mlp-*.safetensors runs in NumPy, in double precision, and compares.

Usage: python3 check_mlp.py (needs numpy; exit code 1 when a run differs).
"""

import json
import pathlib
import sys

import numpy as np

FOLDER = pathlib.Path(__file__).parents[2] / "core/src/test/resources/golden"
TOLERANCE = 3e-6  # absolute, on losses and weights near 1: some ten roundings to float32

ACTIVATIONS = {  # y = f(x) and dy/dx by x and y
    "tanh": (np.tanh, lambda x, y: 1 - y * y),
    "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), lambda x, y: y * (1 - y)),
    "elu": (lambda x: np.where(x > 0, x, np.expm1(x)), lambda x, y: np.where(x > 0, 1, y + 1)),
}


def read(path):
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"]).astype(np.float64)
    return metadata, tensors


def optimizer(name, h):
    """Returns update(weight, gradient, slots, step) -> new weight; slots is a dict kept per weight."""
    rate = h["learningRate"]

    def slot(slots, key, start, like):
        return slots.get(key, np.full_like(like, start))

    def sgd(w, g, slots, step):
        return w - rate * g

    def momentum(w, g, slots, step):
        m = slots["m"] = h["momentum"] * slot(slots, "m", 0, w) + g
        return w - rate * (g + h["momentum"] * m if h["nesterov"] == "true" else m)

    def rmsprop(w, g, slots, step):
        v = slots["v"] = h["rho"] * slot(slots, "v", 0, w) + (1 - h["rho"]) * g * g
        return w - rate * g / np.sqrt(v + h["epsilon"])

    def adagrad(w, g, slots, step):
        v = slots["v"] = slot(slots, "v", h["initialAccumulator"], w) + g * g
        return w - rate * g / np.sqrt(v + h["epsilon"])

    def adadelta(w, g, slots, step):
        v = slots["v"] = h["rho"] * slot(slots, "v", 0, w) + (1 - h["rho"]) * g * g
        u = slot(slots, "u", 0, w)
        delta = np.sqrt(u + h["epsilon"]) / np.sqrt(v + h["epsilon"]) * g
        slots["u"] = h["rho"] * u + (1 - h["rho"]) * delta * delta
        return w - rate * delta

    def adam(w, g, slots, step):
        m = slots["m"] = h["beta1"] * slot(slots, "m", 0, w) + (1 - h["beta1"]) * g
        v = slots["v"] = h["beta2"] * slot(slots, "v", 0, w) + (1 - h["beta2"]) * g * g
        m, v = m / (1 - h["beta1"] ** step), v / (1 - h["beta2"] ** step)
        return w * (1 - rate * h.get("weightDecay", 0)) - rate * m / (np.sqrt(v) + h["epsilon"])

    return {
        "sgd": sgd,
        "momentum": momentum,
        "nesterov": momentum,
        "rmsprop": rmsprop,
        "adagrad": adagrad,
        "adadelta": adadelta,
        "adam": adam,
        "adamw": adam,
    }[name]


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def repeat(path):
    """Trains and returns the largest difference from the file."""
    metadata, file = read(path)
    h = {key: number(value) for key, value in metadata.items()}
    weights = {name[len("initial/") :]: value for name, value in file.items() if name.startswith("initial/")}
    slots = {name: {} for name in weights}
    update = optimizer(metadata["optimizer"], h)
    activate, derivative = ACTIVATIONS[{"mlp-sparse": "elu", "mlp-regression": "sigmoid"}.get(path.stem, "tanh")]
    l1, l2 = h.get("l1", 0), h.get("l2", 0)
    worst = 0
    for step, (x, t, expected) in enumerate(zip(file["inputs"], file["labels"], file["losses"]), 1):
        z = x @ weights["dense_1/kernel"] + weights["dense_1/bias"]
        a = activate(z)
        y = a @ weights["dense_2/kernel"] + weights["dense_2/bias"]
        if metadata["loss"] == "meanSquaredError":
            loss, dy = np.mean((y - t) ** 2), 2 * (y - t) / t.size
        else:
            if metadata["loss"] == "sparseCategoricalCrossentropy":
                t = np.eye(y.shape[1])[t[:, 0].astype(int)]
            p = np.exp(y) / np.exp(y).sum(1, keepdims=True)
            loss, dy = -np.mean((t * np.log(p)).sum(1)), (p - t) / len(x)
        dz = dy @ weights["dense_2/kernel"].T * derivative(z, a)
        gradients = {
            "dense_1/kernel": x.T @ dz,
            "dense_1/bias": dz.sum(0),
            "dense_2/kernel": a.T @ dy,
            "dense_2/bias": dy.sum(0),
        }
        for name in ("dense_1/kernel", "dense_2/kernel"):
            w = weights[name]
            loss += l1 * np.abs(w).sum() + l2 * (w * w).sum()
            gradients[name] = gradients[name] + l1 * np.sign(w) + 2 * l2 * w
        worst = max(worst, abs(loss - expected))
        weights = {name: update(w, gradients[name], slots[name], step) for name, w in weights.items()}
    return max([worst] + [np.abs(w - file["final/" + name]).max() for name, w in weights.items()])


if __name__ == "__main__":
    differences = {path.stem: repeat(path) for path in sorted(FOLDER.glob("mlp-*.safetensors"))}
    for name, difference in differences.items():
        print(f"{name:16} {difference:.1e}")
    sys.exit(int(max(differences.values()) > TOLERANCE))
