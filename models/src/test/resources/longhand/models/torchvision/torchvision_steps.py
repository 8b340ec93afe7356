#!/usr/bin/env python3
"""Write, for each of torchvision's networks, a state dict NAME.pth and what PyTorch computes with it, NAME.npz.

    apt-get install -y python3-torchvision
    /usr/bin/python3 torchvision_steps.py FOLDER

NAME.npz: images x, labels, logits in evaluation mode, the loss of a step of SGD in training mode (without dropout; the head learns with
rate 0.01, the rest with a tenth of it), and the logits after that step; noise is how far they are from those that PyTorch computes in
double precision. Dense layers of AlexNet and VGG are 64 wide, to keep the files
small. GoogLeNet's file holds its auxiliary heads, which then take no part.
"""
import copy
import sys

import numpy
import torch
from torch import nn
from torchvision import models

CLASSES, SIDE, HIDDEN = 5, 96, 64


def narrow(net):
    dense = [i for i, layer in enumerate(net.classifier) if isinstance(layer, nn.Linear)]
    widths = [net.classifier[dense[0]].in_features, HIDDEN, HIDDEN, CLASSES]
    for i, (a, b) in zip(dense, zip(widths, widths[1:])):
        net.classifier[i] = nn.Linear(a, b)
    return net


NETWORKS = {
    "alexnet": lambda: narrow(models.alexnet(num_classes=CLASSES)),
    "vgg11": lambda: narrow(models.vgg11(num_classes=CLASSES)),
    "vgg11-bn": lambda: narrow(models.vgg11_bn(num_classes=CLASSES)),
    "googlenet": lambda: models.googlenet(num_classes=CLASSES, aux_logits=True, transform_input=True, init_weights=False),
    "resnet18": lambda: models.resnet18(num_classes=CLASSES),
    "resnet34": lambda: models.resnet34(num_classes=CLASSES),
    "squeezenet": lambda: models.squeezenet1_1(num_classes=CLASSES),
}
HEADS = {"alexnet": "classifier.6", "vgg11": "classifier.6", "vgg11-bn": "classifier.6", "squeezenet": "classifier.1"}


def step(net, head, x, labels):
    """The logits after a step, and its loss, in the precision of x; the network stays as it is."""
    net = copy.deepcopy(net).to(x.dtype)
    groups = [{"params": [p for n, p in net.named_parameters() if n.startswith(head) == at_head],
               "lr": 0.01 * (1 if at_head else 0.1)} for at_head in (True, False)]
    optimizer = torch.optim.SGD(groups, lr=0.01)
    loss = nn.functional.cross_entropy(net.train()(x), labels)
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        return net.eval()(x), loss.detach()


def main(folder):
    for seed, (name, make) in enumerate(NETWORKS.items()):
        torch.manual_seed(seed)
        net = make()
        for module in net.modules():
            if isinstance(module, nn.BatchNorm2d):
                nn.init.normal_(module.running_mean, std=0.1)
                nn.init.uniform_(module.running_var, 0.8, 1.2)
                nn.init.uniform_(module.weight, 0.8, 1.2)  # so that 34 layers do not multiply rounding
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        torch.save(net.state_dict(), f"{folder}/{name}.pth")
        if name == "googlenet":
            net.aux_logits, net.aux1, net.aux2 = False, None, None
        x = torch.randn(4, 3, SIDE, SIDE)
        labels = torch.arange(4)
        with torch.no_grad():
            logits = net.eval()(x)
        head = HEADS.get(name, "fc")
        exact, _ = step(net, head, x.double(), labels)
        after, loss = step(net, head, x, labels)
        numpy.savez(f"{folder}/{name}.npz", x=x.numpy(), labels=labels.numpy().astype(numpy.int32), logits=logits.numpy(),
                    loss=loss.reshape(1).numpy(), after=after.numpy(),
                    noise=(after - exact).abs().max().reshape(1).float().numpy())


if __name__ == "__main__":
    main(sys.argv[1])
