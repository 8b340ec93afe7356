"""Writes pytorch_cases.json: results and gradients of operations, computed by PyTorch.

Each line is one operation on random inputs: {"op", "args", "shapes", "inputs", "shape", "value", "upstream", "gradients"}. The
gradients are those of sum(value * upstream). Run it in this folder with a Python that has PyTorch (written with 1.13).
"""
import json
import random

import torch
import torch.nn.functional as F

torch.manual_seed(20)
random.seed(20)
LINES = []


def case(op, function, *inputs, **args):
    leaves = [x.clone().requires_grad_(True) for x in inputs]
    y = function(*leaves)
    upstream = torch.randn(y.shape)
    gradients = []
    if y.requires_grad:
        (y * upstream).sum().backward()
        gradients = [[] if x.grad is None else x.grad.flatten().tolist() for x in leaves]
    LINES.append(json.dumps({
        "op": op, "args": args, "shapes": [list(x.shape) for x in inputs], "inputs": [x.flatten().tolist() for x in inputs],
        "shape": list(y.shape), "value": y.detach().float().flatten().tolist(), "upstream": upstream.flatten().tolist(),
        "gradients": gradients}))


def some_shape(low=1, high=4):
    return [random.randint(1, 4) for _ in range(random.randint(low, high))]


def elementwise():
    for op in ["sin", "cos", "floor", "ceil", "round", "sign"]:
        case(op, getattr(torch, op), torch.randn(3, 5) * 3)
        case(op, getattr(torch, op), torch.tensor([-2.5, -1.5, -0.5, -0.0, 0.0, 0.5, 1.5, 2.5, 1000.25, -3.0]))
    case("powTensor", torch.pow, torch.rand(3, 4) + 0.1, torch.randn(4))
    case("powTensor", torch.pow, torch.tensor([0.0, 0.0, 2.0, 3.0, 0.0]), torch.tensor([0.0, 2.0, 0.0, -1.0, 1.0]))
    case("ne", torch.ne, torch.tensor([1.0, 2.0, float("nan")]), torch.tensor([[1.0], [2.0]]))


def reductions():
    for _ in range(5):
        shape = some_shape()
        d = random.randrange(len(shape))
        keep = random.random() < 0.5
        case("cumsum", lambda x: x.cumsum(d), torch.randn(shape), dim=d)
        case("norm", lambda x: x.norm(dim=d, keepdim=keep), torch.randn(shape), dim=d, keep=keep)
        case("normOfAll", lambda x: x.norm(), torch.randn(shape))
        case("argmin", lambda x: x.argmin(d, keep), torch.randn(shape), dim=d, keep=keep)
        shape[d] += 1
        case("std", lambda x: x.std(d, True, keep), torch.randn(shape), dim=d, unbiased=True, keep=keep)
        case("std", lambda x: x.std(d, False, keep), torch.randn(shape), dim=d, unbiased=False, keep=keep)
        case("stdOfAll", lambda x: x.std(), torch.randn(shape))
        case("varOfAll", lambda x: x.var(), torch.randn(shape))
        case("argmaxOfAll", lambda x: x.argmax(), torch.randn(shape))
        for descending in [False, True]:
            x = torch.randn(shape).round()
            case("sort", lambda x: torch.sort(x, dim=d, descending=descending, stable=True)[0], x, dim=d, descending=descending)
            case("sortIndices", lambda x: torch.sort(x, dim=d, descending=descending, stable=True)[1], x, dim=d,
                 descending=descending)
        k = random.randint(1, shape[d])
        case("topk", lambda x: x.topk(k, d)[0], torch.randn(shape), k=k, dim=d)
    case("norm", lambda x: x.norm(dim=0), torch.zeros(3, 2), dim=0, keep=False)
    case("std", lambda x: x.std(0, False), torch.ones(3, 2), dim=0, unbiased=False, keep=False)
    nan = float("nan")
    for descending in [False, True]:
        case("sortIndices", lambda x: torch.sort(x, dim=0, descending=descending, stable=True)[1],
             torch.tensor([1.0, nan, -1.0, nan, float("inf"), 1.0]), dim=0, descending=descending)


def indexing():
    for _ in range(6):
        shape = some_shape()
        d = random.randrange(len(shape))
        index_shape = [random.randint(1, n) for n in shape]
        index_shape[d] = random.randint(1, 5)
        index = torch.randint(0, shape[d], index_shape)
        flat = index.flatten().tolist()
        case("gather", lambda x: x.gather(d, index), torch.randn(shape), dim=d, index=flat, indexShape=index_shape)
        case("scatterAdd", lambda x, s: x.scatter_add(d, index, s), torch.randn(shape), torch.randn(index_shape), dim=d,
             index=flat, indexShape=index_shape)
        unique_shape = [random.randint(1, n) for n in shape]
        order = torch.rand(unique_shape[:d] + [shape[d]] + unique_shape[d + 1:]).argsort(d).narrow(d, 0, unique_shape[d])
        case("scatter", lambda x, s: x.scatter(d, order, s), torch.randn(shape), torch.randn(unique_shape), dim=d,
             index=order.flatten().tolist(), indexShape=unique_shape)
        mask = torch.randn(shape) > 0
        case("maskedSelect", lambda x: x.masked_select(mask), torch.randn(shape), mask=mask.int().flatten().tolist())
        case("maskedFill", lambda x: x.masked_fill(mask, 2.5), torch.randn(shape), mask=mask.int().flatten().tolist())
        start, length = random.randrange(shape[d]), 1

        def assigned(x, v):
            y = x * 1
            y.narrow(d, start, shape[d] - start)[...] = v
            return y * x
        case("sliceAssign", assigned, torch.randn(shape), torch.randn(shape[:d] + [1] + shape[d + 1:]), dim=d, start=start)
        at = [random.randrange(n) for n in shape[:random.randint(1, len(shape))]]

        def put(x, v):
            y = x * 2
            y[tuple(at)] = v.sum()
            y[tuple(at)] += v[0]
            return y * y
        case("set", put, torch.randn(shape), torch.randn(3), at=at)
        first = [random.randrange(shape[0]) for _ in range(1)]

        def rows(x, v):
            y = x * 2
            y[torch.tensor(first)] = v
            return y * x
        case("indexPut", rows, torch.randn(shape), torch.randn(shape[1:]), rows=first)

    def in_place(x, v):
        y = x * 1
        y += v
        y *= 3
        y -= v
        y /= 2
        return y.mul(x)
    case("inPlace", in_place, torch.randn(3, 4), torch.randn(4))


def images():
    for h, w, o, p in [(2, 3, 5, 4), (5, 4, 2, 3), (3, 3, 6, 6), (1, 7, 3, 2), (7, 5, 3, 9), (4, 4, 4, 4)]:
        case("nearest", lambda x: F.interpolate(x, (o, p)), torch.randn(2, 2, h, w), out=[o, p])
        case("bilinear", lambda x: F.interpolate(x, (o, p), mode="bilinear", align_corners=False), torch.randn(2, 2, h, w), out=[o, p])
    for stride, padding, dilation, extra, groups in [(1, 0, 1, 0, 1), (2, 1, 1, 1, 1), (3, 0, 1, 2, 2), (2, 2, 2, 0, 1), (1, 1, 1, 0, 2),
                                                      (1, 1, 3, 2, 1), (2, 0, 3, 2, 2), (1, 2, 2, 1, 1)]:
        args = dict(stride=stride, padding=padding, dilation=dilation, extra=extra, groups=groups)
        case("convTranspose2d",
             lambda x, w, b: F.conv_transpose2d(x, w, b, stride, padding, extra, groups, dilation),
             torch.randn(2, 4, 3, 4), torch.randn(4, 3, 3, 2), torch.randn(3 * groups), **args)
        case("conv1d", lambda x, w, b: F.conv1d(x, w, b, stride, padding, dilation, groups),
             torch.randn(2, 4, 9), torch.randn(6, 4 // groups, 3), torch.randn(6), **args)


def normalisation():
    for shape, last in [([2, 3, 4], 1), ([2, 3, 4], 2), ([5], 1), ([2, 3, 2, 3], 3), ([4, 1], 1)]:
        size = shape[len(shape) - last:]
        case("layerNorm", lambda x, w, b: F.layer_norm(x, size, w, b), (torch.randn(shape) * 2 + 5).round(), torch.randn(size), torch.randn(size))
    for shape, groups in [([2, 4, 3], 2), ([3, 6, 2, 2], 3), ([3, 6, 2, 2], 6), ([2, 4, 5], 1)]:
        c = shape[1]
        case("groupNorm", lambda x, w, b: F.group_norm(x, groups, w, b), torch.randn(shape) * 2 + 5, torch.randn(c), torch.randn(c), groups=groups)


def losses():
    for _ in range(3):
        shape = some_shape()
        case("bceLoss", lambda x: F.binary_cross_entropy(x, target), torch.rand(shape), target=(target := torch.rand(shape)).flatten().tolist())
        case("huberLoss", lambda x, t: F.huber_loss(x, t, delta=0.7), torch.randn(shape) * 2, torch.randn(shape), delta=0.7)
        case("huberLoss", lambda x, t: F.smooth_l1_loss(x, t), torch.randn(shape) * 2, torch.randn(shape), delta=1.0)
    target = torch.tensor([1.0, 0.0, 1.0])
    case("bceLoss", lambda x: F.binary_cross_entropy(x, target), torch.tensor([0.0, 1.0, 0.5]), target=target.tolist())


for group in [elementwise, reductions, indexing, images, normalisation, losses]:
    group()
with open("pytorch_cases.json", "w") as file:
    file.write("[" + ",\n".join(LINES).replace("NaN", '"NaN"').replace("Infinity", '"Infinity"').replace('-"Infinity"', '"-Infinity"') + "]\n")
print(len(LINES), "cases")
