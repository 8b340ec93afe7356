#!/usr/bin/env python3
"""Speed of the same work in PyTorch: step.py nin BATCH, step.py lenet (training), step.py infer BATCH (NiN). See ../README.md."""
import argparse
import resource
import time

started = time.perf_counter()
import torch
import torch.nn.functional as F
from losses import LeNet, nin

LENET_BATCH = 256


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--warm-ups", type=int, default=2, help="runs (steps, or epochs of LeNet) before the timed ones")
    parser.add_argument("--runs", type=int, default=5, help="timed runs, of which the median counts")
    parser.add_argument("--images", type=int, default=60_000, help="images of an epoch of LeNet")
    parser.add_argument("work", choices=["nin", "lenet", "infer"])
    parser.add_argument("batch", type=int, nargs="?", default=16)
    return parser.parse_args()


def train(net, optimizer, x, y):
    optimizer.zero_grad()
    F.cross_entropy(net(x), y).backward()
    optimizer.step()


def training_step(batch):
    net = nin()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03)
    x, y = torch.rand(batch, 1, 224, 224), torch.randint(0, 10, (batch,))
    return lambda: train(net, optimizer, x, y)


def inference(batch):
    net = nin().eval()
    x = torch.rand(batch, 1, 224, 224)

    def run():
        with torch.no_grad():
            net(x)
    return run


def epoch(n):
    net = LeNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
    images, labels = torch.rand(n, 1, 28, 28), torch.randint(0, 10, (n,))

    def run():
        for at in range(0, n, LENET_BATCH):
            train(net, optimizer, images[at:at + LENET_BATCH], labels[at:at + LENET_BATCH])
    return run


def main():
    args = options()
    torch.set_num_threads(args.threads)
    lenet = args.work == "lenet"
    task = epoch(args.images) if lenet else (training_step if args.work == "nin" else inference)(args.batch)
    times = []
    for i in range(args.warm_ups + args.runs):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
        if i == 0 and args.work == "nin":
            print(f"first step: {time.perf_counter() - started:.2f} s after the start", flush=True)
    timed = sorted(times[args.warm_ups:])
    seconds = timed[len(timed) // 2]
    speed = f"{seconds:.2f} s" if lenet else f"{args.batch / seconds:.1f} images/s"
    what = f"lenet epoch of {args.images}" if lenet else f"{args.work} batch {args.batch}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"PyTorch {torch.__version__}, {what}: {speed}; peak RSS {peak} MB")


if __name__ == "__main__":
    main()
