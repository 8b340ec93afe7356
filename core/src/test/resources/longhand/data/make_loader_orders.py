#!/usr/bin/env python3
"""Write what DataLoaderOrderTest expects: the order in which PyTorch's DataLoader hands out samples.

    apt-get install -y python3-torch
    /usr/bin/python3 make_loader_orders.py > loader-orders.txt

Each line is one run of three epochs after torch.manual_seed(seed): "seed size batchSize shuffle dropLast", for every epoch
"| first ten samples, crc32 of all sample numbers as little-endian int32", and last "| a number drawn from the default generator
after it all": it pins how much the loader has drawn. Between the epochs a second, unshuffled loader runs, as a test set does.
"""
import struct
import zlib

import torch
from torch.utils.data import DataLoader, TensorDataset


def draw():
    return int(torch.empty((), dtype=torch.int64).random_().item())


def main():
    print("# PyTorch", torch.__version__.split("a")[0])
    runs = [(seed, n, batch, shuffle, drop) for n, batch in ((1, 1), (10, 4), (64, 64), (1000, 96))
            for seed in (0, 42, 2 ** 40 + 5) for shuffle in (True, False) for drop in (False, True) if not drop or n >= batch]
    for seed, n, batch, shuffle, drop in runs + [(7, 60000, 256, True, False)]:
        torch.manual_seed(seed)
        data = TensorDataset(torch.arange(n))
        train, test = DataLoader(data, batch, shuffle=shuffle, drop_last=drop), DataLoader(data, n)
        line = [f"{seed} {n} {batch} {int(shuffle)} {int(drop)}"]
        for _ in range(3):
            order = [i for b, in train for i in b.tolist()]
            for _ in test:
                pass
            line.append(" ".join(map(str, order[:10])) + f" {zlib.crc32(struct.pack(f'<{len(order)}i', *order))}")
        print(" | ".join(line + [str(draw())]))


if __name__ == "__main__":
    main()
