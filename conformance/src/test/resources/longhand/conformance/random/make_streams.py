#!/usr/bin/env python3
"""Write what PyTorch's generator draws, for the engine to draw the same.

    apt-get install -y python3-torch
    /usr/bin/python3 make_streams.py OUT.npz --seed 7

Each array is named after the call that made it: "OPERATION SEED SIZE A B".
"""
import argparse, random
import numpy as np
import torch
import torch.nn as nn

SIZES = [0, 1, 2, 5, 15, 16, 17, 24, 33, 100, 640]


def calls(rnd, seeds):
    for seed in ([rnd.randrange(2 ** 31, 2 ** 32), -rnd.randrange(1, 2 ** 31)] + [rnd.randrange(2 ** 40) for _ in range(8)])[:seeds]:
        for n in SIZES:
            yield "uniform", seed, n, rnd.uniform(-3, 0), rnd.uniform(0, 3)
            yield "normal", seed, n, rnd.uniform(-3, 3), rnd.uniform(0, 3)
            yield "bernoulli", seed, n, rnd.random(), 0
            yield "randint", seed, n, -rnd.randrange(2 ** 30), rnd.randrange(1, 2 ** 30)
            yield "wide", seed, n, -rnd.randrange(2 ** 20), rnd.randrange(2 ** 33, 2 ** 50)
            yield "random64", seed, n, 0, 0
            yield "randperm", seed, n, 0, 0
            yield "state", seed, n, 0, 0
        for out, fan in [(3, 5), (16, 7)]:
            yield "xavier_normal", seed, out, fan, rnd.uniform(0.5, 2)
            yield "xavier_uniform", seed, out, fan, rnd.uniform(0.5, 2)
            yield "kaiming_normal", seed, out, fan, rnd.uniform(0, 2)
            yield "kaiming_uniform", seed, out, fan, rnd.uniform(0, 2)
            yield "linear", seed, out, fan, 0


def draw(op, n, a, b):
    if op == "uniform":
        return torch.empty(n).uniform_(a, b)
    if op == "normal":  # the second call shows what the first left behind
        return torch.cat([torch.empty(n).normal_(a, b), torch.randn(3)])
    if op == "bernoulli":
        return torch.empty(n).bernoulli_(a)
    if op in ("randint", "wide"):
        return torch.randint(a, b, (n,))
    if op == "random64":
        return torch.empty(n, dtype=torch.int64).random_()
    if op == "randperm":
        return torch.randperm(n)
    if op == "state":
        torch.rand(n), torch.randn(1)
        return torch.get_rng_state()
    if op == "linear":
        layer = nn.Linear(a, n)
        return torch.cat([layer.weight.detach().flatten(), layer.bias.detach()])
    w = torch.empty(n, a, 3, 2)
    if op.startswith("xavier"):
        return getattr(nn.init, op + "_")(w, gain=b)
    mode = "fan_in" if n == 3 else "fan_out"
    return getattr(nn.init, op + "_")(w, a=b, mode=mode, nonlinearity="leaky_relu")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seeds", type=int, default=2, help="how many seeds to draw from, 1 to 10")
    args = parser.parse_args()
    arrays = {}
    for op, seed, n, a, b in calls(random.Random(args.seed), args.seeds):
        torch.manual_seed(seed)
        arrays[f"{op} {seed} {n} {a!r} {b!r}"] = draw(op, n, a, b).detach().numpy()
    np.savez_compressed(args.out, **arrays)


main()
