#!/usr/bin/env python3
"""Speed of the same training in PyTorch:  step.py nin BATCH [STEPS]  or  step.py lenet.  See ../README.md for fair settings."""
import sys
import time
import torch
import torch.nn.functional as F
from losses import FashionMnist, LeNet, nin

torch.set_num_threads(2)


def train(net, optimizer, x, y):
    optimizer.zero_grad()
    F.cross_entropy(net(x), y).backward()
    optimizer.step()


if sys.argv[1] == "nin":
    batch, steps = int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 6
    net = nin()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03)
    x, y = torch.rand(batch, 1, 224, 224), torch.randint(0, 10, (batch,))
    times = []
    for _ in range(steps + 2):
        start = time.perf_counter()
        train(net, optimizer, x, y)
        times.append(time.perf_counter() - start)
    print(f"PyTorch {torch.__version__} nin, batch {batch}: {batch / sorted(times[2:])[steps // 2]:.1f} images/s")
else:
    net = LeNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
    data = FashionMnist(28)
    images = torch.from_numpy(data.images.copy())[:, None].float().div(255)
    labels = torch.from_numpy(data.labels)
    for epoch in range(2):
        start = time.perf_counter()
        order = torch.randperm(len(images))
        for at in range(0, len(images), 256):
            train(net, optimizer, images[order[at:at + 256]], labels[order[at:at + 256]])
        print(f"PyTorch {torch.__version__} lenet, batch 256: epoch of 60,000 in {time.perf_counter() - start:.2f} s")
