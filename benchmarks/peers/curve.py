#!/usr/bin/env python3
"""PyTorch's curve of the notes' NiN (S0), to hold ours against:  curve.py [SEED [EPOCHS]]

224x224, batch 128, SGD 0.03, Xavier weights, dropout 0.5, all 60,000 images. Weights and order of images are those of `longhand train nin --recipe
notes --seed SEED`; prints what that prints after each epoch, and the mean loss of every 47 steps (a tenth of an epoch).
"""
import sys
import torch
import torch.nn as nn
import torch.nn.functional as F
from losses import FashionMnist, nin, read


def test(net):
    images = FashionMnist(224)
    images.images, images.labels = read("t10k")
    net.eval()
    right = loss = 0.0
    with torch.no_grad():
        for x, y in torch.utils.data.DataLoader(images, 128):
            out = net(x)
            loss += F.cross_entropy(out, y, reduction="sum").item()
            right += (out.argmax(1) == y).sum().item()
    net.train()
    return right / len(images), loss / len(images)


def main():
    torch.manual_seed(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    net = nin()
    for module in net.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.5
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03)
    for epoch in range(int(sys.argv[2]) if len(sys.argv) > 2 else 10):
        losses, right, seen = [], 0, 0
        for x, y in torch.utils.data.DataLoader(FashionMnist(224), 128, shuffle=True):
            out = net(x)
            loss = F.cross_entropy(out, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append((loss.item(), len(y)))
            right += (out.argmax(1) == y).sum().item()
            seen += len(y)
            if len(losses) % 47 == 0:
                print(f"epoch {epoch + 1} step {len(losses)}: loss {sum(l for l, _ in losses[-47:]) / 47:.4f}", flush=True)
        accuracy, test_loss = test(net)
        print(f"epoch {epoch + 1}: loss {sum(l * n for l, n in losses) / seen:.4f}, train acc {right / seen:.4f}, test acc {accuracy:.4f}, "
              f"test loss {test_loss:.4f}", flush=True)


main()
