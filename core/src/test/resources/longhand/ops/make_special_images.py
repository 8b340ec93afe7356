"""Writes special_images.json: images with -0, infinities and NaN, resampled and pooled by PyTorch.

Each line is one image and one upstream gradient with the result and the gradient of the image. Run it in this folder with
a Python that has PyTorch (written with 1.13).
"""
import json
import random

import torch
import torch.nn.functional as F

SPECIAL = [float("inf"), float("-inf"), float("nan")]


def numbers(count, kind):
    """Small whole numbers, whose sums never cancel; all of them -0, half of them -0, or one to three that are not finite."""
    if kind == "zeros":
        return [-0.0] * count
    values = [float(random.randint(1, 4)) for _ in range(count)]
    if kind == "mixed":
        return [v if random.random() < 0.5 else -0.0 for v in values]
    for at in random.sample(range(count), min(count, random.randint(1, 3))):
        values[at] = random.choice(SPECIAL)
    return values


def case(op, function, h, w, kind, **args):
    x = torch.tensor(numbers(h * w, kind)).reshape(1, 1, h, w).requires_grad_(True)
    y = function(x)
    g = torch.tensor(numbers(y.numel(), kind)).reshape(y.shape)
    y.backward(g)
    line = dict(op=op, args=args, shape=[h, w], x=x, upstream=g, value=y, gradient=x.grad)
    for name in ("x", "upstream", "value", "gradient"):
        line[name] = [float("%.7g" % v) for v in line[name].detach().flatten().tolist()]
    lines.append(json.dumps(line, separators=(",", ":")))


random.seed(1)
lines = []
SIZES = [(1, 1, 3, 3), (2, 2, 2, 2), (2, 2, 4, 4), (3, 3, 5, 5), (4, 4, 4, 7), (4, 6, 6, 6), (5, 5, 3, 3), (7, 3, 2, 3), (3, 9, 3, 2),
         (3, 7, 5, 5), (6, 6, 2, 3), (2, 20, 2, 13), (5, 4, 1, 1), (3, 2, 2, 1)]
for kind in ("zeros", "mixed", "infinite"):
    for h, w, o, p in SIZES:
        size = (o, p)
        case("nearest", lambda x: F.interpolate(x, size), h, w, kind, out=size)
        case("bilinear", lambda x: F.interpolate(x, size, mode="bilinear", align_corners=False), h, w, kind, out=size)
        if size != (1, 1): # for PyTorch a mean of all, which has a gradient of its own
            case("adaptiveAvgPool2d", lambda x: F.adaptive_avg_pool2d(x, size), h, w, kind, out=size)
    for h, w, k, stride, padding in [(4, 4, 2, 2, 0), (5, 5, 3, 2, 1), (3, 3, 1, 1, 0), (4, 20, 2, 1, 0), (9, 9, 9, 1, 0), (20, 20, 2, 2, 0)]:
        args = dict(kernel=k, stride=stride, padding=padding)
        case("avgPool2d", lambda x: F.avg_pool2d(x, k, stride, padding), h, w, kind, **args)
        if kind != "infinite": # PyTorch 1.13 has no rule there
            case("maxPool2d", lambda x: F.max_pool2d(x, k, stride, padding), h, w, kind, **args)
with open("special_images.json", "w") as file:
    file.write("[\n" + ",\n".join(lines) + "\n]\n")
