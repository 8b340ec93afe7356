#!/usr/bin/env python3
"""Seconds of a step of the models in PyTorch, in the better of its two memory layouts:  models.py THREADS SECONDS [PATTERN]

Or writes the models as TorchScript, for another PyTorch, in both layouts:  models.py --scripts FOLDER

Prints a line for every model, batch and mode, as longhand.benchmarks.operations.ModelTimes does. See ../README.md.
"""
import re
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn import AdaptiveAvgPool2d, Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential

CLASSES = 10


def conv(*sizes):
    return [Conv2d(*sizes), ReLU()]


class Inception(nn.Module):
    def __init__(self, i, c1, c2a, c2b, c3a, c3b, c4):
        super().__init__()
        self.paths = nn.ModuleList([
            Sequential(*conv(i, c1, 1)), Sequential(*conv(i, c2a, 1), *conv(c2a, c2b, 3, 1, 1)),
            Sequential(*conv(i, c3a, 1), *conv(c3a, c3b, 5, 1, 2)), Sequential(MaxPool2d(3, 1, 1), *conv(i, c4, 1))])

    def forward(self, x):
        return torch.cat([path(x) for path in self.paths], 1)


class Residual(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.body = Sequential(Conv2d(i, o, 3, stride, 1), nn.BatchNorm2d(o), ReLU(), Conv2d(o, o, 3, 1, 1), nn.BatchNorm2d(o))
        self.shortcut = nn.Identity() if i == o and stride == 1 else Conv2d(i, o, 1, stride)

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


def nin_block(i, o, k, s, p):
    return conv(i, o, k, s, p) + conv(o, o, 1) + conv(o, o, 1)


def nin():
    return Sequential(*nin_block(1, 96, 11, 4, 0), MaxPool2d(3, 2), *nin_block(96, 256, 5, 1, 2), MaxPool2d(3, 2),
                      *nin_block(256, 384, 3, 1, 1), MaxPool2d(3, 2), Dropout(0.5), *nin_block(384, CLASSES, 3, 1, 1),
                      AdaptiveAvgPool2d(1), Flatten())


def dense(i, hidden):
    return [Linear(i, hidden), ReLU(), Dropout(0.5), Linear(hidden, hidden), ReLU(), Dropout(0.5), Linear(hidden, CLASSES)]


def alexnet():
    return Sequential(*conv(1, 96, 11, 4), MaxPool2d(3, 2), *conv(96, 256, 5, 1, 2), MaxPool2d(3, 2), *conv(256, 384, 3, 1, 1),
                      *conv(384, 384, 3, 1, 1), *conv(384, 256, 3, 1, 1), MaxPool2d(3, 2), Flatten(), *dense(6400, 4096))


def vgg(ratio):
    layers, i = [], 1
    for number, channels in ((1, 64), (1, 128), (2, 256), (2, 512), (2, 512)):
        for _ in range(number):
            layers += conv(i, channels // ratio, 3, 1, 1)
            i = channels // ratio
        layers.append(MaxPool2d(2, 2))
    return Sequential(*layers, Flatten(), Linear(i * 49, 4096 // ratio), Dropout(0.5), Linear(4096 // ratio, 4096 // ratio),
                      Dropout(0.5), Linear(4096 // ratio, CLASSES))


def googlenet():
    return Sequential(
        *conv(1, 64, 7, 2, 3), MaxPool2d(3, 2, 1), *conv(64, 64, 1), *conv(64, 192, 3, 1, 1), MaxPool2d(3, 2, 1),
        Inception(192, 64, 96, 128, 16, 32, 32), Inception(256, 128, 128, 192, 32, 96, 64), MaxPool2d(3, 2, 1),
        Inception(480, 192, 96, 208, 16, 48, 64), Inception(512, 160, 112, 224, 24, 64, 64),
        Inception(512, 128, 128, 256, 24, 64, 64), Inception(512, 112, 144, 288, 32, 64, 64),
        Inception(528, 256, 160, 320, 32, 128, 128), MaxPool2d(3, 2, 1), Inception(832, 256, 160, 320, 32, 128, 128),
        Inception(832, 384, 192, 384, 48, 128, 128), AdaptiveAvgPool2d(1), Flatten(), Linear(1024, CLASSES))


def resnet18():
    sizes = ((64, 64, 1), (64, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2), (256, 256, 1), (256, 512, 2), (512, 512, 1))
    return Sequential(Conv2d(1, 64, 7, 2, 3), nn.BatchNorm2d(64), ReLU(), MaxPool2d(3, 2, 1),
                      *[Residual(*size) for size in sizes], AdaptiveAvgPool2d(1), Flatten(), Linear(512, CLASSES))


def classified(layers, channels):
    return Sequential(*layers, AdaptiveAvgPool2d(1), Flatten(), Linear(channels, CLASSES))


def two_convolutions():
    return Sequential(*conv(1, 32, 3, 1, 1), MaxPool2d(2), *conv(32, 64, 3, 1, 1), MaxPool2d(2), Flatten(),
                      Linear(64 * 49, 128), ReLU(), Linear(128, CLASSES))


def two_of_5x5():
    return Sequential(Conv2d(1, 20, 5), nn.Tanh(), MaxPool2d(2), Conv2d(20, 50, 5), nn.Tanh(), MaxPool2d(2), Flatten(),
                      Linear(800, 500), nn.Tanh(), Linear(500, CLASSES))


def dense_layers():
    return Sequential(Flatten(), Linear(784, 512), ReLU(), Dropout(0.2), Linear(512, 512), ReLU(), Dropout(0.2),
                      Linear(512, CLASSES))


def normed(*sizes, **more):
    return [Conv2d(*sizes, **more), nn.BatchNorm2d(sizes[1]), ReLU()]


def resnet20():
    layers, i = normed(3, 16, 3, 1, 1), 16
    for o in (16, 32, 64):
        for _ in range(3):
            layers.append(Residual(i, o, 1 if i == o else 2))
            i = o
    return classified(layers, i)


def vgg6():
    layers, i = [], 3
    for o in (64, 128, 256):
        layers += normed(i, o, 3, 1, 1) + normed(o, o, 3, 1, 1) + [MaxPool2d(2)]
        i = o
    return classified(layers, i)


def depthwise():
    layers, i = normed(3, 32, 3, 2, 1), 32
    for o, stride in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1)):
        layers += normed(i, i, 3, stride, 1, groups=i) + normed(i, o, 1)
        i = o
    return classified(layers, i)


class Grown(nn.Module):
    def __init__(self, i, growth):
        super().__init__()
        self.path = Sequential(nn.BatchNorm2d(i), ReLU(), Conv2d(i, growth, 3, 1, 1))

    def forward(self, x):
        return torch.cat([x, self.path(x)], 1)


def dense_block():
    return classified([Conv2d(3, 24, 3, 1, 1)] + [Grown(24 + 12 * i, 12) for i in range(6)], 96)


def group_norm():
    return classified([Conv2d(3, 32, 3, 1, 1), nn.GroupNorm(8, 32), nn.GELU(), nn.AvgPool2d(2), Conv2d(32, 48, 3, 1, 1),
                       nn.GroupNorm(8, 48), nn.SiLU(), nn.AvgPool2d(2), Conv2d(48, 96, 3, 1, 1), nn.GroupNorm(8, 96),
                       nn.LeakyReLU(0.1)], 96)


# the network, images of a step, channels, height and width
MODELS = {"nin": (nin, 16, 1, 224), "alexnet": (alexnet, 16, 1, 224), "vgg11": (lambda: vgg(1), 16, 1, 224),
          "vgg-small": (lambda: vgg(16), 16, 1, 224), "googlenet": (googlenet, 16, 1, 224), "resnet18": (resnet18, 16, 1, 224),
          "two-convolutions": (two_convolutions, 64, 1, 28), "two-5x5-tanh": (two_of_5x5, 64, 1, 28),
          "dense-layers": (dense_layers, 64, 1, 28), "resnet20": (resnet20, 64, 3, 32), "vgg-6": (vgg6, 32, 3, 32),
          "depthwise": (depthwise, 16, 3, 96), "dense-block": (dense_block, 32, 3, 32), "group-norm": (group_norm, 32, 3, 32)}


def step(model, batch, training, layout):
    make, _, channels, side = MODELS[model]
    net = make().to(memory_format=layout)
    x = torch.rand(batch, channels, side, side).to(memory_format=layout)
    y = torch.randint(0, CLASSES, (batch,))
    if not training:
        net.eval()

        def infer():
            with torch.no_grad():
                net(x)
        return infer
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03)

    def train():
        optimizer.zero_grad()
        F.cross_entropy(net(x), y).backward()
        optimizer.step()
    return train


def seconds(run, time_limit):
    for _ in range(2):
        run()
    times, began = [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - began < time_limit:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def write_scripts(folder):
    for name, (model, *_) in MODELS.items():
        torch.jit.script(model()).save(f"{folder}/{name}.pt")
        torch.jit.script(model().to(memory_format=torch.channels_last)).save(f"{folder}/{name}-last.pt")


def main():
    if sys.argv[1] == "--scripts":
        write_scripts(sys.argv[2])
        return
    torch.set_num_threads(int(sys.argv[1]))
    pattern = re.compile(sys.argv[3] if len(sys.argv) > 3 else ".*")
    for model, (_, size, *_) in MODELS.items():
        for batch, training in ((size, True), (size, False), (1, False)):
            name = f"{model} | batch {batch} | {'training' if training else 'inference'}"
            if pattern.fullmatch(name):
                best = min(seconds(step(model, batch, training, layout), float(sys.argv[2]))
                           for layout in (torch.contiguous_format, torch.channels_last))
                print(f"{name} | {best:.6f}", flush=True)


if __name__ == "__main__":
    main()
