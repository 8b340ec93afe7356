"""Writes empty_tensors.json: what PyTorch makes of every operation when some sizes of its inputs are 0.

Each line is one operation on inputs of the given shapes, filled with 0.5: the result and the gradients from an upstream
gradient of ones, or that PyTorch refuses. Run it in this folder with a Python that has PyTorch (written with 1.13).
"""
import itertools
import json

import torch
import torch.nn.functional as F

UNARY = {
    "abs": torch.abs, "neg": torch.neg, "square": torch.square, "sqrt": torch.sqrt, "reciprocal": torch.reciprocal,
    "exp": torch.exp, "log": torch.log, "pow": lambda x: x ** 2.5, "clamp": lambda x: torch.clamp(x, -0.3, 0.3),
    "relu": torch.relu, "leakyRelu": lambda x: F.leaky_relu(x, 0.1), "sigmoid": torch.sigmoid, "tanh": torch.tanh,
    "gelu": F.gelu, "silu": F.silu, "softplus": F.softplus, "copy": torch.clone,
    "dropout": lambda x: F.dropout(x, 0.0), "softmax": lambda x: torch.softmax(x, 1), "logSoftmax": lambda x: torch.log_softmax(x, 0),
    "flatten": lambda x: x.flatten(1), "squeeze": lambda x: x.squeeze(1), "unsqueeze": lambda x: x.unsqueeze(1),
    "transpose": lambda x: x.transpose(0, 1), "permute": lambda x: x.permute(1, 0), "flip": lambda x: x.flip(1),
    "narrow": lambda x: x.narrow(0, 0, 2), "slice": lambda x: x[:, 0:x.shape[1]], "select": lambda x: x.select(1, 0),
    "indexSelect": lambda x: x.index_select(1, torch.tensor([0, 1, 0])), "pad": lambda x: F.pad(x, (1, 2)),
    "pad2d": lambda x: F.pad(x, (1, 0, 2, 1)), "split": lambda x: x.split(2, 0)[0], "expand": lambda x: x.expand(2, -1, -1),
    "reshape": lambda x: x.reshape(-1, 3), "max": lambda x: x.max(1)[0], "min": lambda x: x.min(1)[0],
    "argmax": lambda x: x.argmax(1), "var": lambda x: x.var(1, unbiased=False), "sum": lambda x: x.sum(1),
    "mean": lambda x: x.mean(1),
}
UNARY.update({
    "sin": torch.sin, "cos": torch.cos, "floor": torch.floor, "ceil": torch.ceil, "round": torch.round, "sign": torch.sign,
    "std": lambda x: x.std(1, unbiased=False), "norm": lambda x: x.norm(dim=1), "argmin": lambda x: x.argmin(1),
    "cumsum": lambda x: x.cumsum(1), "sort": lambda x: x.sort(1)[0], "topk": lambda x: x.topk(2, 1)[0],
    "gather": lambda x: x.gather(1, torch.tensor([[0, 1]])), "maskedSelect": lambda x: x[x > 0.1],
    "maskedFill": lambda x: x.masked_fill(x > 0.1, 2.0), "set": lambda x: assigned(x, lambda y: y.__setitem__((0, 1), 7.0)),
    "sliceAssign": lambda x: assigned(x, lambda y: y.__setitem__((slice(None), slice(0, x.shape[1])), 7.0)),
    "indexPut": lambda x: assigned(x, lambda y: y.__setitem__((torch.tensor([0, 1]), torch.tensor([0, 1])), 7.0)),
    "copyFrom": lambda x: assigned(x, lambda y: y.copy_(torch.tensor(7.0))), "fill": lambda x: assigned(x, lambda y: y.fill_(7)),
    "become": lambda x: assigned(x, lambda y: y.add_(7.0)),
})


def assigned(x, change):
    y = x.clone()
    change(y)
    return y


BINARY = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "maximum": torch.maximum, "minimum": torch.minimum,
    "eq": torch.eq, "gt": torch.gt, "ge": torch.ge, "mseLoss": F.mse_loss, "l1Loss": F.l1_loss,
    "bceWithLogits": F.binary_cross_entropy_with_logits, "where": lambda a, b: torch.where(torch.tensor(True), a, b),
    "cat": lambda a, b: torch.cat([a, b], 1), "stack": lambda a, b: torch.stack([a, b], 1),
}
BINARY.update({
    "ne": torch.ne, "huberLoss": F.huber_loss, "bceLoss": lambda a, b: F.binary_cross_entropy(a, b.detach()),
    "scatter": lambda a, b: a.scatter(1, torch.zeros(b.shape, dtype=torch.long), b),
    "scatterAdd": lambda a, b: a.scatter_add(1, torch.zeros(b.shape, dtype=torch.long), b),
})
WHOLE = {"sum": torch.sum, "mean": torch.mean, "max": torch.max, "min": torch.min}


def targets(x):
    return torch.zeros(x.shape[0], dtype=torch.long)



def norm_of(x, w, b, training):
    channels = x.shape[1]
    if w.shape[0] != channels:
        raise ValueError("PyTorch does not look at the weight of an empty batch")
    return F.batch_norm(x, torch.zeros(channels), torch.ones(channels), w, b, training, 0.1, 1e-5)



def conv2d(x, w, b, **settings):
    if x.shape[1] == 0:
        raise ValueError("PyTorch gives the result as many channels as the input has: none")
    return F.conv2d(x, w, b, **settings)


def no_channels(function, x, w, b):
    if 0 in x.shape[1:] or 0 in w.shape or 0 in b.shape:
        raise ValueError("PyTorch 1.13 refuses some of these and not others")
    return function(x, w, b)


def whole_norm(function, x, w, b, shape):
    if list(w.shape) != shape or list(b.shape) != shape:
        raise ValueError("PyTorch does not look at the weight where there is nothing to normalise")
    y = function(x, w, b)
    # Of images without pixels, the weight of group normalisation has the gradient NaN in PyTorch 1.13, that of batch
    # normalisation 0, as every sum of nothing.
    w.register_hook(lambda g: torch.zeros_like(g) if x.numel() == 0 else g)
    return y


CASES = [(op, "", f, [[2, 3]]) for op, f in UNARY.items()]
CASES += [(op, "", f, [[2, 3], [2, 3]]) for op, f in BINARY.items()]
CASES += [(op, "whole", f, [[2, 3]]) for op, f in WHOLE.items()]
CASES += [(op, "broadcast", BINARY[op], [[2, 3], [3]]) for op in ["add", "sub", "mul", "div", "maximum", "eq", "where"]]
CASES += [(op, "broadcast", BINARY[op], [[2, 1], [1, 3]]) for op in ["add", "mul", "div", "minimum"]]
CASES += [
    ("matmul", "", torch.matmul, [[2, 3], [3, 2]]), ("matmul", "", torch.matmul, [[2, 2, 3], [2, 3, 2]]),
    ("matmul", "", torch.matmul, [[2, 2, 3], [3, 2]]), ("matmul", "", torch.matmul, [[3], [3]]),
    ("matmul", "", torch.matmul, [[2, 3], [3]]), ("matmul", "", torch.matmul, [[3], [3, 2]]),
    ("linear", "", F.linear, [[2, 3], [4, 3], [4]]), ("linear", "", F.linear, [[2, 2, 3], [4, 3], [4]]),
    ("crossEntropy", "", lambda x: F.cross_entropy(x, targets(x)), [[2, 3]]),
    ("crossEntropy", "smoothed", lambda x: F.cross_entropy(x, targets(x), label_smoothing=0.2), [[2, 3]]),
    ("nllLoss", "", lambda x: F.nll_loss(x, targets(x)), [[2, 3]]),
    ("batchNorm", "training", lambda x, w, b: norm_of(x, w, b, True), [[2, 3, 2, 2], [3], [3]]),
    ("batchNorm", "", lambda x, w, b: norm_of(x, w, b, False), [[2, 3, 2, 2], [3], [3]]),
    ("conv2d", "", lambda x, w, b: conv2d(x, w, b), [[2, 3, 4, 4], [2, 3, 3, 3], [2]]),
    ("conv2d", "padded", lambda x, w, b: conv2d(x, w, b, padding=1, stride=2), [[2, 3, 4, 4], [2, 3, 3, 3], [2]]),
    ("conv2d", "", lambda x, w, b: conv2d(x, w, b), [[2, 3, 4, 4], [2, 3, 1, 1], [2]]),
    ("conv2d", "grouped", lambda x, w, b: conv2d(x, w, b, padding=1, groups=2), [[2, 4, 4, 4], [2, 2, 3, 3], [2]]),
    ("conv2dRelu", "", lambda x, w, b: torch.relu(conv2d(x, w, b)), [[2, 3, 4, 4], [2, 3, 3, 3], [2]]),
    ("maxPool2d", "", lambda x: F.max_pool2d(x, 2, 2), [[2, 3, 4, 4]]),
    ("maxPool2d", "padded", lambda x: F.max_pool2d(x, 3, 1, 1), [[2, 3, 4, 4]]),
    ("avgPool2d", "", lambda x: F.avg_pool2d(x, 2, 2), [[2, 3, 4, 4]]),
    ("avgPool2d", "padded", lambda x: F.avg_pool2d(x, 3, 1, 1), [[2, 3, 4, 4]]),
    ("interpolateNearest", "", lambda x: F.interpolate(x, (3, 2)), [[2, 3, 4, 4]]),
    ("interpolateBilinear", "", lambda x: F.interpolate(x, (3, 2), mode="bilinear"), [[2, 3, 4, 4]]),
    ("convTranspose2d", "", lambda x, w, b: no_channels(F.conv_transpose2d, x, w, b), [[2, 3, 4, 4], [3, 2, 3, 3], [2]]),
    ("conv1d", "", lambda x, w, b: no_channels(F.conv1d, x, w, b), [[2, 3, 4], [2, 3, 3], [2]]),
    ("layerNorm", "", lambda x, w, b: whole_norm(lambda x, w, b: F.layer_norm(x, x.shape[1:], w, b), x, w, b, [x.shape[1]]), [[2, 3], [3], [3]]),
    ("groupNorm", "", lambda x, w, b: whole_norm(lambda x, w, b: F.group_norm(x, 1, w, b), x, w, b, [x.shape[1]]), [[2, 3, 2], [3], [3]]),
    ("adaptiveAvgPool2d", "", lambda x: F.adaptive_avg_pool2d(x, (3, 2)), [[2, 3, 4, 4]]),
    ("adaptiveMaxPool2d", "", lambda x: F.adaptive_max_pool2d(x, (2, 3)), [[2, 3, 4, 4]]),
]


def run(function, shapes):
    tensors = [torch.full(shape, 0.5, requires_grad=True) for shape in shapes]
    try:
        y = function(*tensors)
        if y.requires_grad:
            y.backward(torch.ones_like(y))
    except (RuntimeError, IndexError, ValueError) as e:
        return {"error": str(e).split("\n")[0]}
    gradients = [[] if t.grad is None else t.grad.flatten().tolist() for t in tensors]
    return {"valueShape": list(y.shape), "value": y.flatten().float().tolist(), "gradients": gradients if y.requires_grad else []}


lines = []
for op, variant, function, shapes in CASES:
    places = [(i, d) for i, shape in enumerate(shapes) for d in range(len(shape))]
    for count in range(1, len(places) + 1):
        if count > 3 and len(places) > 8:
            break
        for empty in itertools.combinations(places, count):
            changed = [[0 if (i, d) in empty else size for d, size in enumerate(shape)] for i, shape in enumerate(shapes)]
            lines.append(json.dumps({"op": op, "variant": variant, "shapes": changed, **run(function, changed)}))
with open("empty_tensors.json", "w") as file:
    file.write("[" + ",\n".join(lines) + "]\n")
