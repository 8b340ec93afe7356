#!/usr/bin/env python3
"""PyTorch's loss of every step, from manual_seed(0) on: the yardstick of ParityTest.

    apt-get install python3-torch python3-pil dataset-fashion-mnist
    /usr/bin/python3 losses.py lenet > losses-lenet.json      # one epoch: batch 256, Adam 0.001, shuffled
    /usr/bin/python3 losses.py nin > losses-nin.json          # 20 steps at 224x224: batch 16, SGD 0.03, Xavier weights, no dropout
"""
import gzip, json, sys
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image

FOLDER = "/usr/share/datasets/fashion-mnist/"


def read(part):
    """Images and labels of "train" or "t10k"."""
    with gzip.open(FOLDER + part + "-images-idx3-ubyte.gz") as f:
        images = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 28, 28)
    with gzip.open(FOLDER + part + "-labels-idx1-ubyte.gz") as f:
        return images, np.frombuffer(f.read(), np.uint8, offset=8).astype(np.int64)


class FashionMnist(torch.utils.data.Dataset):
    def __init__(self, size):
        self.images, self.labels = read("train")
        self.size = size

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        image = self.images[i]
        if self.size != 28:
            image = np.asarray(Image.fromarray(image, "L").resize((self.size, self.size), Image.BILINEAR))
        return torch.from_numpy(image.copy())[None].float().div(255), int(self.labels[i])


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Sigmoid(), nn.MaxPool2d(2, 2), nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.MaxPool2d(2, 2))
        self.fc = nn.Sequential(nn.Linear(256, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10))

    def forward(self, x):
        return self.fc(self.conv(x).view(x.shape[0], -1))


def nin_block(ci, co, k, s, p):
    return nn.Sequential(nn.Conv2d(ci, co, k, s, p), nn.ReLU(), nn.Conv2d(co, co, 1), nn.ReLU(), nn.Conv2d(co, co, 1), nn.ReLU())


def nin():
    net = nn.Sequential(nin_block(1, 96, 11, 4, 0), nn.MaxPool2d(3, 2), nin_block(96, 256, 5, 1, 2), nn.MaxPool2d(3, 2),
                        nin_block(256, 384, 3, 1, 1), nn.MaxPool2d(3, 2), nn.Dropout(0), nin_block(384, 10, 3, 1, 1),
                        nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten())
    net.apply(lambda m: nn.init.xavier_uniform_(m.weight) if isinstance(m, nn.Conv2d) else None)
    return net


def main():
    torch.manual_seed(0)
    if sys.argv[1] == "lenet":
        net, size, batch, steps = LeNet(), 28, 256, 235
        optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
    else:
        net, size, batch, steps = nin(), 224, 16, 20
        optimizer = torch.optim.SGD(net.parameters(), lr=0.03)
    losses = []
    for x, y in torch.utils.data.DataLoader(FashionMnist(size), batch, shuffle=True):
        loss = F.cross_entropy(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if len(losses) == steps:
            break
    print(json.dumps(losses))


if __name__ == "__main__":
    main()
