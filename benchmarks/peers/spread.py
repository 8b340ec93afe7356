#!/usr/bin/env python3
"""How much PyTorch's results differ from seed to seed, to hold ours against:  spread.py [SEEDS]

Trains LeNet by the recipe of the notes (5 epochs, batch 256, Adam 0.001, all 60,000 images) and prints, per epoch, what
`longhand train lenet --recipe notes --seed S` prints: mean training loss, training accuracy and test accuracy.
"""
import sys
import torch
import torch.nn.functional as F
from losses import LeNet, read


def tensors(part):
    images, labels = read(part)
    return torch.from_numpy(images.copy())[:, None].float().div(255), torch.from_numpy(labels)


def main():
    x, y = tensors("train")
    test_x, test_y = tensors("t10k")
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        torch.manual_seed(seed)
        net = LeNet()
        optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
        for epoch in range(5):
            loss_sum = right = 0
            for batch in torch.randperm(len(x)).split(256):
                out = net(x[batch])
                loss = F.cross_entropy(out, y[batch])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                loss_sum += loss.item() * len(batch)
                right += (out.argmax(1) == y[batch]).sum().item()
            with torch.no_grad():
                test = (net(test_x).argmax(1) == test_y).float().mean().item()
            print(f"seed {seed} epoch {epoch + 1}/5: loss {loss_sum / len(x):.4f}, train acc {right / len(x):.4f}, test acc {test:.4f}",
                  flush=True)


main()
