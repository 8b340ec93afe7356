"""Writes special_values.json: what PyTorch computes from 0, -0, denormal and huge numbers, infinity and NaN, and its gradients.

Each line is one operation on some inputs: its values, and for each upstream gradient the gradients of the inputs. Run it in
this folder with a Python that has PyTorch (written with 1.13).
"""
import itertools
import json

import torch
import torch.nn.functional as F

inf, nan = float("inf"), float("nan")
NUMBERS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -3.0, 1e-3, 20.5, 88.8, -104.0, 1e-20, -1e-20, 1e-40, -1e-40, 1.4e-45, 1e20, -1e20,
           3e38, -3e38, inf, -inf, nan]
FEW = [0.0, -0.0, 1.0, -2.0, 1e-40, 1e-20, -1e20, 3e38, inf, -inf, nan]
VECTORS = [[1.0, 1.0], [2.0, 1.0, 2.0], [nan, 1.0], [1.0, nan, nan], [inf, inf], [-inf, -inf], [inf, -inf], [1.0, -inf], [0.0, -0.0],
           [-0.0, 0.0], [7.0], [nan], [inf], [3e38, 3e38], [3e38, -3e38], [1e20, 1e20], [1e-40, 1e-40], [1.0, inf, nan], [-inf, nan, inf],
           [100.0, 0.0], [-1.0, -1.0, -2.0]]
UPSTREAM = [1.0, 0.0, -2.0, 1e-40, 3e38, inf, nan]

cases = []


def case(op, function, *inputs, args=(), shape=None, differentiable=True):
    tensors = [torch.tensor(x).reshape(shape or (len(x),)).requires_grad_(differentiable) for x in inputs]
    y = function(*tensors)
    gradients = []
    if differentiable:
        for g in UPSTREAM:
            for t in tensors:
                t.grad = None
            y.backward(torch.full_like(y, g), retain_graph=True)
            gradients.append([[] if t.grad is None else t.grad.flatten().tolist() for t in tensors])
    cases.append({"op": op, "args": list(args), "shape": list(shape or []), "inputs": [list(x) for x in inputs],
                  "value": y.flatten().float().tolist(), "gradients": gradients})


for op, function in {
        "neg": torch.neg, "abs": torch.abs, "square": torch.square, "sqrt": torch.sqrt, "reciprocal": torch.reciprocal,
        "exp": torch.exp, "log": torch.log, "relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "gelu": F.gelu,
        "silu": F.silu, "softplus": F.softplus, "leakyRelu": lambda x: F.leaky_relu(x, 0.1)}.items():
    case(op, function, NUMBERS)
for p in [0.0, 1.0, 2.0, 3.0, 0.5, 1.5, -1.0, -2.0, -0.5, inf, -inf, nan]:
    case("pow", lambda x: x ** p, NUMBERS, args=[p])
for low, high in [(-0.5, 0.5), (0.0, 0.0), (0.0, inf), (-inf, inf), (-3e38, 1e-40)]:
    case("clamp", lambda x: torch.clamp(x, low, high), NUMBERS, args=[low, high])

PAIRS = list(zip(*itertools.product(FEW, FEW)))
for op, function in {
        "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "maximum": torch.maximum,
        "minimum": torch.minimum}.items():
    case(op, function, *PAIRS)
POWERS = list(zip(*itertools.product(FEW, [0.0, -0.0, 1.0, 2.0, 3.0, 0.5, 1.5, -1.0, -0.5, 1e-40, 3e38, inf, -inf, nan])))
case("powers", torch.pow, *POWERS)
NORMALISED = list(zip(*itertools.product([0.0, -0.0, 1.0, -2.0, inf, -inf, nan], [0.0, 1.0, -1.0, nan])))
n = len(NORMALISED[0])
for mean, variance in [(0.0, 1.0), (1.0, 3.0), (-2.0, 0.0), (0.0, inf), (inf, 1.0), (nan, 1.0), (0.0, nan)]:
    case("batchNorm", lambda x, w, b: F.batch_norm(x, torch.full((n,), mean), torch.full((n,), variance), w.reshape(n), b.reshape(n)),
         *NORMALISED, [0.5] * n, args=[mean, variance], shape=(1, n))
for op, function in {"eq": torch.eq, "gt": torch.gt, "ge": torch.ge}.items():
    case(op, function, *PAIRS, differentiable=False)
for condition in [0.0, 1.0]:
    case("where", lambda a, b: torch.where(torch.tensor(bool(condition)), a, b), *PAIRS, args=[condition])
for a, b in itertools.product(FEW, FEW):
    case("mseLoss", F.mse_loss, [a], [b])
    case("l1Loss", F.l1_loss, [a], [b])
for x, target in itertools.product(NUMBERS, [0.0, 0.25, 1.0]):
    case("bceWithLogits", lambda t: F.binary_cross_entropy_with_logits(t, torch.tensor([target])), [x], args=[target])

for v in VECTORS:
    case("sum", torch.sum, v)
    case("mean", torch.mean, v)
    case("max", torch.max, v)
    case("min", torch.min, v)
    case("maxOfDim", lambda x: torch.max(x, 0)[0], v)
    case("minOfDim", lambda x: torch.min(x, 0)[0], v)
    case("argmax", lambda x: torch.argmax(x, 0), v, differentiable=False)
    case("softmax", lambda x: torch.softmax(x, 0), v)
    case("logSoftmax", lambda x: torch.log_softmax(x, 0), v)
    case("var", lambda x: torch.var(x, 0, unbiased=False), v)
    case("unbiasedVar", lambda x: torch.var(x, 0, unbiased=True), v)
    n = len(v)
    case("maxPool2d", lambda x: F.max_pool2d(x, (1, n)), v, shape=(1, 1, 1, n))
    case("avgPool2d", lambda x: F.avg_pool2d(x, (1, n)), v, shape=(1, 1, 1, n))
    case("matmul", lambda x: x.reshape(1, n) @ torch.tensor(v).reshape(n, 1), v)

with open("special_values.json", "w") as file:
    file.write("[" + ",\n".join(json.dumps(one) for one in cases) + "]\n")
