#!/usr/bin/env python3
"""Write the resize cases of BilinearResizeTest, computed by Pillow: one line "height width newHeight newWidth seed crc32" each.

    apt-get install -y python3-pil
    /usr/bin/python3 make_resize_cases.py > resize-cases.txt

The image of a case comes from a linear congruential generator that the test has too; the checksum is that of Pillow's pixels.
"""
import random
import zlib

import PIL
from PIL import Image


def image(height, width, seed):
    """Seed 0: all white. Odd seeds: any pixel value. Even seeds: only black and white."""
    pixels, x = bytearray(), seed
    for _ in range(height * width):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        byte = x >> 16 & 0xFF
        pixels.append(255 if seed == 0 else byte if seed % 2 else 255 * (byte >> 7))
    return Image.frombytes("L", (width, height), bytes(pixels))


def main():
    rnd = random.Random(1)
    sizes = [(28, 28, n, n) for n in (224, 96, 64, 32, 29, 28, 27, 14, 7, 1)]
    sizes += [(28, 28, 28, 40), (28, 28, 40, 28), (1, 1, 5, 7), (224, 224, 28, 28), (300, 7, 28, 28), (7, 300, 224, 3), (1, 50, 50, 1)]
    sizes += [tuple(rnd.randint(1, 90) for _ in range(4)) for _ in range(183)]
    print("# Pillow", PIL.__version__)
    for i, (height, width, new_height, new_width) in enumerate(sizes):
        seed = i % 40
        result = image(height, width, seed).resize((new_width, new_height), Image.BILINEAR)
        print(height, width, new_height, new_width, seed, zlib.crc32(result.tobytes()))


if __name__ == "__main__":
    main()
