#!/usr/bin/env python3
"""Times of the operations of longhand.benchmarks.operations.Operations:  operations.py THREADS SECONDS [PATTERN]

Prints a line with the seconds of one call for every operation, size and direction. See ../README.md.
"""
import re
import sys
import time

import torch
import torch.nn.functional as F

RUNS = 9
MOST = 8  # slow operations get fewer runs
SIZES = [64, 1024]


def halves(n):
    return torch.arange(n) // 2


def batch_norm(x, w, b, training):
    return F.batch_norm(x, torch.zeros_like(w), torch.ones_like(w), w, b, training)


def step(maker):
    optimizers = {}

    def run(w):
        if id(w) not in optimizers:
            w.requires_grad_(True)
            w.grad = torch.ones_like(w)
            optimizers[id(w)] = (w, maker([w]))
        optimizers[id(w)][1].step()
        return w
    return run


# name, shapes of the inputs (+: positive numbers), function; those after None have no backward pass here
OPERATIONS = [
    ("add", "n,n n,n", lambda a, b: a + b),
    ("add row", "n,n n", lambda a, b: a + b),
    ("add column", "n,n n,1", lambda a, b: a + b),
    ("add channel", "8,4,n,n 4,1,1", lambda a, b: a + b),
    ("mul", "n,n n,n", lambda a, b: a * b),
    ("mul number", "n,n", lambda x: x * 1.5),
    ("sub", "n,n n,n", lambda a, b: a - b),
    ("mul row column", "n,1 1,n", lambda a, b: a * b),
    ("neg", "n,n", lambda x: -x),
    ("div", "n,n +n,n", lambda a, b: a / b),
    ("abs", "n,n", lambda x: x.abs()),
    ("pow 2", "n,n", lambda x: x.pow(2)),
    ("pow 3", "n,n", lambda x: x.pow(3)),
    ("pow 2.5", "+n,n", lambda x: x.pow(2.5)),
    ("sqrt", "+n,n", lambda x: x.sqrt()),
    ("reciprocal", "+n,n", lambda x: x.reciprocal()),
    ("pow", "+n,n n,n", lambda a, b: a.pow(b)),
    ("sin", "n,n", lambda x: x.sin()),
    ("cos", "n,n", lambda x: x.cos()),
    ("exp", "n,n", lambda x: x.exp()),
    ("log", "+n,n", lambda x: x.log()),
    ("relu", "n,n", lambda x: x.relu()),
    ("leaky relu", "n,n", lambda x: F.leaky_relu(x, 0.01)),
    ("sigmoid", "n,n", lambda x: x.sigmoid()),
    ("tanh", "n,n", lambda x: x.tanh()),
    ("gelu", "n,n", lambda x: F.gelu(x)),
    ("silu", "n,n", lambda x: F.silu(x)),
    ("softplus", "n,n", lambda x: F.softplus(x)),
    ("softmax 1", "n,n", lambda x: x.softmax(1)),
    ("softmax 0", "n,n", lambda x: x.softmax(0)),
    ("log softmax 1", "n,n", lambda x: x.log_softmax(1)),
    ("softmax of channels", "8,4,n,n", lambda x: x.softmax(1)),
    ("softmax of 10", "n,10", lambda x: x.softmax(1)),
    ("clamp", "n,n", lambda x: x.clamp(-0.5, 0.5)),
    ("maximum", "n,n n,n", lambda a, b: torch.maximum(a, b)),
    ("minimum", "n,n n,n", lambda a, b: torch.minimum(a, b)),
    ("where", "n,n n,n n,n", lambda c, a, b: torch.where(c.bool(), a, b)),
    ("sum", "n,n", lambda x: x.sum()),
    ("sum 1", "n,n", lambda x: x.sum(1)),
    ("sum 0", "n,n", lambda x: x.sum(0)),
    ("sum of channels", "8,4,n,n", lambda x: x.sum((0, 2, 3))),
    ("sum of the middle", "8,n,n", lambda x: x.sum(1)),
    ("std 1", "n,n", lambda x: x.std(1)),
    ("mean 1", "n,n", lambda x: x.mean(1)),
    ("var 1", "n,n", lambda x: x.var(1)),
    ("var 0", "n,n", lambda x: x.var(0)),
    ("norm 1", "n,n", lambda x: x.norm(dim=1)),
    ("cumsum 1", "n,n", lambda x: x.cumsum(1)),
    ("cumsum 0", "n,n", lambda x: x.cumsum(0)),
    ("max", "n,n", lambda x: x.max()),
    ("max 1", "n,n", lambda x: x.max(1).values),
    ("max 0", "n,n", lambda x: x.max(0).values),
    ("max of channels", "8,4,n,n", lambda x: x.max(1).values),
    ("min 1", "n,n", lambda x: x.min(1).values),
    ("transpose", "n,n", lambda x: x.t().contiguous()),
    ("permute 0 2 1", "8,n,n", lambda x: x.permute(0, 2, 1).contiguous()),
    ("permute 1 0 2", "8,n,n", lambda x: x.permute(1, 0, 2).contiguous()),
    ("expand row", "n", lambda x: x.expand(len(x), len(x)).contiguous()),
    ("expand column", "n,1", lambda x: x.expand(len(x), len(x)).contiguous()),
    ("cat 0", "n,n n,n", lambda a, b: torch.cat([a, b], 0)),
    ("cat 1", "n,n n,n", lambda a, b: torch.cat([a, b], 1)),
    ("stack", "n,n n,n", lambda a, b: torch.stack([a, b], 0)),
    ("narrow 1", "n,n", lambda x: x.narrow(1, 8, x.shape[1] // 2).contiguous()),
    ("pad", "n,n", lambda x: F.pad(x, (1, 1, 1, 1))),
    ("flip 0", "n,n", lambda x: x.flip(0)),
    ("split", "n,n", lambda x: x.split(x.shape[1] // 4, 1)[1].contiguous()),
    ("select 1", "n,n", lambda x: x.select(1, 5).contiguous()),
    ("scatter 1", "n,n n,n", lambda a, b: a.scatter(1, (b.detach() > 0).long(), b)),
    ("scatter add 1", "n,n n,n", lambda a, b: a.scatter_add(1, (b.detach() > 0).long(), b)),
    ("masked select", "n,n", lambda x: x.masked_select(x.detach() > 0)),
    ("flip 1", "n,n", lambda x: x.flip(1)),
    ("sort 1", "n,n", lambda x: x.sort(1).values),
    ("topk 1", "n,n", lambda x: x.topk(5, 1).values),
    ("gather 1", "n,n", lambda x: x.gather(1, (x.detach() > 0).long())),
    ("masked fill", "n,n n,n", lambda a, b: a.masked_fill(b.detach() > 0, 2)),
    ("index select 0", "n,n", lambda x: x.index_select(0, halves(x.shape[0]))),
    ("index select 1", "n,n", lambda x: x.index_select(1, halves(x.shape[1]))),
    ("matmul", "n,n n,n", lambda a, b: a @ b),
    ("matrix-vector", "n,n n", lambda a, b: a @ b),
    ("batched matmul", "8,n,n 8,n,n", lambda a, b: a @ b),
    ("batched by one", "8,n,n n,n", lambda a, b: a @ b),
    ("conv 1x1", "1,16,n,n 16,16,1,1 16", lambda x, w, b: F.conv2d(x, w, b)),
    ("conv 1x1 stride 2", "1,16,n,n 16,16,1,1 16", lambda x, w, b: F.conv2d(x, w, b, 2)),
    ("conv 3x3", "1,16,n,n 16,16,3,3 16", lambda x, w, b: F.conv2d(x, w, b, 1, 1)),
    ("conv 3x3 stride 2", "1,16,n,n 16,16,3,3 16", lambda x, w, b: F.conv2d(x, w, b, 2, 1)),
    ("conv 3x3 dilation 2", "1,16,n,n 16,16,3,3 16", lambda x, w, b: F.conv2d(x, w, b, 1, 2, 2)),
    ("conv 3x3 groups 4", "1,16,n,n 16,4,3,3 16", lambda x, w, b: F.conv2d(x, w, b, 1, 1, 1, 4)),
    ("depthwise 3x3", "1,16,n,n 16,1,3,3 16", lambda x, w, b: F.conv2d(x, w, b, 1, 1, 1, 16)),
    ("conv 5x5", "1,16,n,n 16,16,5,5 16", lambda x, w, b: F.conv2d(x, w, b, 1, 2)),
    ("conv 7x7 stride 2", "1,3,n,n 16,3,7,7 16", lambda x, w, b: F.conv2d(x, w, b, 2, 3)),
    ("conv 1x7", "1,16,n,n 16,16,1,7 16", lambda x, w, b: F.conv2d(x, w, b, 1, (0, 3))),
    ("conv 3x3 of few", "n,16,8,8 16,16,3,3 16", lambda x, w, b: F.conv2d(x, w, b, 1, 1)),
    ("conv transpose", "1,16,n,n 16,8,2,2 8", lambda x, w, b: F.conv_transpose2d(x, w, b, 2)),
    ("conv 1d", "8,16,n 16,16,3 16", lambda x, w, b: F.conv1d(x, w, b, 1, 1)),
    ("linear of 16", "16,n n,n n", lambda x, w, b: F.linear(x, w, b)),
    ("max pool 2", "2,8,n,n", lambda x: F.max_pool2d(x, 2)),
    ("max pool 3 stride 2", "2,8,n,n", lambda x: F.max_pool2d(x, 3, 2, 1)),
    ("max pool 3 stride 1", "2,8,n,n", lambda x: F.max_pool2d(x, 3, 1, 1)),
    ("avg pool 3 stride 1", "2,8,n,n", lambda x: F.avg_pool2d(x, 3, 1, 1)),
    ("avg pool 2", "2,8,n,n", lambda x: F.avg_pool2d(x, 2)),
    ("global avg pool", "2,8,n,n", lambda x: F.adaptive_avg_pool2d(x, 1)),
    ("adaptive max pool", "2,8,n,n", lambda x: F.adaptive_max_pool2d(x, 7)),
    ("adaptive avg pool", "2,8,n,n", lambda x: F.adaptive_avg_pool2d(x, 7)),
    ("batch norm", "2,8,n,n 8 8", lambda x, w, b: batch_norm(x, w, b, True)),
    ("batch norm in evaluation", "2,8,n,n 8 8", lambda x, w, b: batch_norm(x, w, b, False)),
    ("layer norm", "n,n n n", lambda x, w, b: F.layer_norm(x, w.shape, w, b)),
    ("group norm", "2,8,n,n 8 8", lambda x, w, b: F.group_norm(x, 4, w, b)),
    ("nearest", "2,4,n,n", lambda x: F.interpolate(x, scale_factor=2, mode="nearest")),
    ("bilinear", "2,4,n,n", lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)),
    ("cross entropy", "n,n", lambda x: F.cross_entropy(x, halves(x.shape[0]))),
    ("cross entropy of 10", "n,10", lambda x: F.cross_entropy(x, torch.arange(x.shape[0]) % 10)),
    ("mse", "n,n n,n", lambda a, b: F.mse_loss(a, b.detach())),
    ("l1", "n,n n,n", lambda a, b: F.l1_loss(a, b.detach())),
    ("huber", "n,n n,n", lambda a, b: F.huber_loss(a, b.detach())),
    ("nll", "n,n", lambda x: F.nll_loss(x, halves(x.shape[0]))),
    ("bce with logits", "n,n +n,n", lambda a, b: F.binary_cross_entropy_with_logits(a, b.detach())),
    ("dropout", "n,n", lambda x: F.dropout(x, 0.5)),
    None,
    ("floor", "n,n", lambda x: x.floor()),
    ("round", "n,n", lambda x: x.round()),
    ("sign", "n,n", lambda x: x.sign()),
    ("argmin 0", "n,n", lambda x: x.argmin(0)),
    ("gt", "n,n n,n", lambda a, b: a > b),
    ("eq number", "n,n", lambda x: x == 0),
    ("argmax 1", "n,n", lambda x: x.argmax(1)),
    ("sgd", "n,n", step(lambda w: torch.optim.SGD(w, 1e-6, momentum=0.9))),
    ("adam", "n,n", step(lambda w: torch.optim.Adam(w, 1e-6))),
]


def draw(spec, n):
    sizes = [n if size == "n" else int(size) for size in spec.strip("+").split(",")]
    return torch.rand(sizes) + 0.1 if spec.startswith("+") else torch.randn(sizes)


def forward(function, inputs):
    def run():
        with torch.no_grad():
            function(*inputs)
    return run


def both(function, inputs):
    for x in inputs:
        x.requires_grad_(True)
    upstream = torch.randn_like(function(*inputs))

    def run():
        function(*inputs).backward(upstream)
        for x in inputs:
            x.grad = None
    return run


def run(call, calls):
    start = time.perf_counter()
    for _ in range(calls):
        call()
    return time.perf_counter() - start


def seconds_of(call, seconds):
    calls = 1
    took = run(call, calls)
    while took < seconds / RUNS:
        calls = max(calls + 1, int(calls * min(8, 1.2 * seconds / RUNS / took)))
        took = run(call, calls)
    runs = [took]
    while len(runs) < RUNS and sum(runs) < MOST * seconds:
        runs.append(run(call, calls))
    return min(runs) / calls


def main():
    torch.set_num_threads(int(sys.argv[1]))
    seconds = float(sys.argv[2])
    pattern = re.compile(sys.argv[3] if len(sys.argv) > 3 else ".*")
    end = OPERATIONS.index(None)
    for i, operation in enumerate(OPERATIONS):
        if operation and pattern.fullmatch(operation[0]):
            name, shapes, function = operation
            for n in SIZES:
                for way in [forward, both] if i < end else [forward]:
                    inputs = [draw(spec, n) for spec in shapes.split()]
                    took = seconds_of(way(function, inputs), seconds)
                    print(f"{name} | {n} | {way.__name__} | {took:.9f}", flush=True)


if __name__ == "__main__":
    main()
