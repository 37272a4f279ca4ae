"""PyTorch: W1 to W10, eager and torch.compile, images as they come (contiguous) and channels_last."""

import peerlib

options = peerlib.arguments(["eager", "channels_last", "compile"])
try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as e:
    peerlib.missing("pytorch", e)

torch.manual_seed(1)
torch.set_num_threads(options.threads)
mode = options.mode or "eager"
name = options.workload
shape, classes, _ = peerlib.SHAPES[name]


class PositionBias(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 1, 5, bias=False)
        self.bias = nn.Parameter(torch.zeros(1, 24, 24))

    def forward(self, x):
        return F.relu(self.conv(x) + self.bias)


class Block(nn.Module):
    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(inputs, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
            nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters))
        self.past = nn.Identity() if stride == 1 else nn.Sequential(
            nn.Conv2d(inputs, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        return F.relu(self.inner(x) + self.past(x))


def resnet18():
    layers = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    inputs = 64
    for filters in (64, 128, 256, 512):
        layers += [Block(inputs, filters, 1 if filters == 64 else 2), Block(filters, filters, 1)]
        inputs = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 128, batch_first=True)
        self.head = nn.Linear(128, 10)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])


class GptBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        n, t, d = x.shape
        parts = self.qkv(self.norm1(x)).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_causal=True)
        x = x + self.out(seen.transpose(1, 2).reshape(n, t, d))
        return x + self.mlp(self.norm2(x))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(96, 128), nn.Parameter(torch.randn(128, 128) * 0.02)
        self.blocks = nn.Sequential(*(GptBlock(128, 4) for _ in range(4)))
        self.norm, self.head = nn.LayerNorm(128), nn.Linear(128, 96, bias=False)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.tokens(x) + self.positions))).flatten(0, 1)


def conv(inputs, filters, kernel, padding=0):
    return [nn.Conv2d(inputs, filters, kernel, padding=padding), nn.ReLU()]


def vgg():
    layers, inputs = [], 3
    for filters in (64, 128, 256):
        layers += conv(inputs, filters, 3, 1) + conv(filters, filters, 3, 1) + [nn.MaxPool2d(2)]
        inputs = filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(4096, 256), nn.ReLU(), nn.Linear(256, 10))


networks = {
    "W1": lambda: nn.Sequential(
        *conv(1, 16, 3), nn.MaxPool2d(2), *conv(16, 32, 3), nn.MaxPool2d(2), *conv(32, 32, 3), nn.Flatten(),
        nn.Linear(288, 64), nn.ReLU(), nn.Linear(64, 10)),
    "W2": lambda: nn.Sequential(PositionBias(), nn.Flatten(), nn.Linear(576, 10)),
    "W3": lambda: nn.Sequential(
        *conv(1, 8, 5, 2), nn.MaxPool2d(2), *conv(8, 16, 5, 2), nn.MaxPool2d(3), nn.Flatten(), nn.Linear(256, 10)),
    "W4": lambda: nn.Sequential(
        *conv(3, 16, 5, 2), nn.MaxPool2d(2), *conv(16, 20, 5, 2), nn.MaxPool2d(2), *conv(20, 20, 5, 2),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(320, 10)),
    "W5": lambda: nn.Sequential(nn.Linear(784, 50), nn.Sigmoid(), nn.Linear(50, 10)),
    "W6": lambda: nn.Sequential(nn.Linear(1, 10), nn.Tanh(), nn.Linear(10, 1)),
    "W7": vgg,
    "W8": resnet18,
    "W9": Lstm,
    "W10": Gpt,
}
optimizers = {
    "W1": lambda p: torch.optim.Adam(p),
    "W2": lambda p: torch.optim.SGD(p, 0.01),
    "W3": lambda p: torch.optim.Adadelta(p, rho=0.95, eps=1e-6, weight_decay=0.001),
    "W4": lambda p: torch.optim.Adadelta(p, rho=0.95, eps=1e-6),
    "W5": lambda p: torch.optim.SGD(p, 0.1),
    "W6": lambda p: torch.optim.SGD(p, 0.01),
    "W7": lambda p: torch.optim.SGD(p, 0.01, momentum=0.9),
    "W8": lambda p: torch.optim.SGD(p, 0.01, momentum=0.9),
    "W9": lambda p: torch.optim.Adam(p),
    "W10": lambda p: torch.optim.AdamW(p, 1e-3),
}
images = len(shape) == 3
layout = torch.channels_last if mode == "channels_last" and images else torch.contiguous_format


def samples(count):
    if name == "W10":
        return torch.randint(0, classes, (count, *shape))
    if images:
        return torch.rand(count, shape[2], shape[0], shape[1]).contiguous(memory_format=layout)
    return torch.rand(count, *shape)


def targets(count):
    if name == "W6":
        return torch.rand(count, 1)
    return torch.randint(0, classes, (count * (shape[0] if name == "W10" else 1),))


model = networks[name]()
model = model.to(memory_format=layout) if images else model
optimizer = optimizers[name](model.parameters())
loss_of = F.mse_loss if name == "W6" else F.cross_entropy
run = torch.compile(model) if mode == "compile" else model
count = peerlib.data_batches(name, options.batch)
data = [(samples(options.batch), targets(options.batch)) for _ in range(count)]
at = 0


def train():
    global at
    x, y = data[at]
    at = (at + 1) % count
    optimizer.zero_grad(set_to_none=True)
    loss_of(run(x), y).backward()
    optimizer.step()


many, one = samples(peerlib.INFERENCE_BATCH), samples(1)


def predict(x):
    model.eval()
    with torch.inference_mode():
        return run(x)


peerlib.report(
    "pytorch", mode, torch.__version__, options, train, lambda: predict(many), lambda: predict(one))
