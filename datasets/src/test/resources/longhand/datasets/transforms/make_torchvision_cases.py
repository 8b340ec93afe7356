#!/usr/bin/env python3
"""Write torchvision-cases.txt: what torchvision's functions make of 8-bit images (Pillow does the work).

    apt-get install -y python3-torchvision
    /usr/bin/python3 make_torchvision_cases.py

Each line is "operation channels height width seed argument,argument,… height width pixels", the pixels in hexadecimal, channel after
channel. Image (channels, height, width, seed) is that of make_resize_cases.py: a linear congruential generator, here run through all
channels.
"""
import random

import numpy
from PIL import Image
from torchvision.transforms import functional as F


def image(channels, height, width, seed):
    values = numpy.empty(channels * height * width, dtype=numpy.uint8)
    state = seed
    for i in range(values.size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        values[i] = state >> 16 & 0xFF
    planes = values.reshape(channels, height, width)
    return Image.fromarray(planes[0] if channels == 1 else planes.transpose(1, 2, 0), "L" if channels == 1 else "RGB")


def square(picture, side):
    return F.center_crop(F.resize(picture, side), side)


OPERATIONS = {
    "square": (square, lambda r, h, w: [r.choice([1, 5, 8, 13])]),
    "center_crop": (lambda p, h, w: F.center_crop(p, [h, w]), lambda r, h, w: [r.randint(1, h + 4), r.randint(1, w + 4)]),
    "resized_crop": (
        lambda p, top, left, h, w, size: F.resized_crop(p, top, left, h, w, [size, size]),
        lambda r, h, w: [r.randint(0, h // 2), r.randint(0, w // 2), r.randint(1, h // 2), r.randint(1, w // 2), r.choice([4, 9])]),
    "hflip": (F.hflip, lambda r, h, w: []),
    "vflip": (F.vflip, lambda r, h, w: []),
    "rotate": (F.rotate, lambda r, h, w: [round(r.uniform(-179, 179), 3)]),
    "brightness": (F.adjust_brightness, lambda r, h, w: [round(r.uniform(0, 2.5), 4)]),
    "contrast": (F.adjust_contrast, lambda r, h, w: [round(r.uniform(0, 2.5), 4)]),
    "saturation": (F.adjust_saturation, lambda r, h, w: [round(r.uniform(0, 2.5), 4)]),
    "hue": (F.adjust_hue, lambda r, h, w: [round(r.uniform(-0.5, 0.5), 4)]),
    "gray": (lambda p: p.convert("L"), lambda r, h, w: []),
}


def main():
    rnd = random.Random(5)
    with open("torchvision-cases.txt", "w") as out:
        for name, (operation, arguments) in OPERATIONS.items():
            for k in range(12):
                channels = 3 if name in ("hue", "saturation", "gray") else rnd.choice([1, 3])
                height, width, seed = rnd.randint(2, 14), rnd.randint(2, 14), rnd.randint(1, 10**6)
                given = arguments(rnd, height, width)
                result = operation(image(channels, height, width, seed), *given)
                pixels = b"".join(band.tobytes() for band in result.split())
                print(name, channels, height, width, seed, ",".join(map(str, given)) or "-", result.height, result.width,
                      pixels.hex(), file=out)


if __name__ == "__main__":
    main()
