#!/usr/bin/env python3
"""Choose the Fashion-MNIST images that ship in the jar: the first 1,000 training and 200 test images of each class, in file order.

    python3 make_fashion_mnist_subset.py FOLDER_WITH_THE_FOUR_ORIGINAL_GZ_FILES OUT_FOLDER

Needs Python's standard library only and writes the same bytes every time (with the same zlib).
"""
import gzip
import os
import struct
import sys

CLASSES = 10


def read(path):
    with gzip.open(path) as f:
        return f.read()


def write(path, content):
    with open(path, "wb") as f, gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=f, mtime=0) as z:
        z.write(content)


def choose(labels, per_class):
    chosen, left = [], [per_class] * CLASSES
    for i, label in enumerate(labels):
        if left[label] > 0:
            left[label] -= 1
            chosen.append(i)
    assert not any(left), "not enough images of a class"
    return chosen


def main(source, out):
    os.makedirs(out, exist_ok=True)
    for split, per_class in ("train", 1000), ("t10k", 200):
        images_name, labels_name = split + "-images-idx3-ubyte.gz", split + "-labels-idx1-ubyte.gz"
        images, labels = read(os.path.join(source, images_name)), read(os.path.join(source, labels_name))
        magic, count, height, width = struct.unpack(">IIII", images[:16])
        assert (magic, height, width) == (0x803, 28, 28) and struct.unpack(">II", labels[:8]) == (0x801, count)
        pixels, labels = images[16:], labels[8:]
        chosen = choose(labels, per_class)
        size = height * width
        write(os.path.join(out, images_name), struct.pack(">IIII", magic, len(chosen), height, width)
              + b"".join(pixels[i * size:(i + 1) * size] for i in chosen))
        write(os.path.join(out, labels_name), struct.pack(">II", 0x801, len(chosen)) + bytes(labels[i] for i in chosen))
        print(split, len(chosen), "images, the last is number", chosen[-1])


if __name__ == "__main__":
    main(*sys.argv[1:])
