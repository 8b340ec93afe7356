#!/usr/bin/env python3
"""Write the pictures of PixelImageTest; in pictures.txt, their gray values as Pillow's convert("L") gives them, and in colours.txt
those of convert("RGB"), channel after channel, also of one JPEG with each orientation that EXIF has.

    apt-get install -y python3-pil
    /usr/bin/python3 make_pictures.py

Each line of pictures.txt is "file height width tolerance value value …". JPEG decoders may differ by rounding, so its tolerance is
not 0. In a 16-bit PNG only the upper 8 bits of each value count; Pillow cannot convert those of mode I;16, so we do it here.
"""
import random

from PIL import Image, ImageOps

SIZE = (5, 4)


def main():
    rnd = random.Random(3)
    n = SIZE[0] * SIZE[1]
    rgb = Image.frombytes("RGB", SIZE, rnd.randbytes(3 * n))
    gray = Image.frombytes("L", SIZE, rnd.randbytes(n))
    smooth = Image.frombytes("L", (16, 16), bytes(8 * (x + y) for y in range(16) for x in range(16)))
    wide = Image.frombytes("I;16", SIZE, rnd.randbytes(2 * n))
    pictures = {
        "rgb.png": (rgb, {}),
        "rgba.png": (Image.frombytes("RGBA", SIZE, rnd.randbytes(4 * n)), {}),
        "gray.png": (gray, {}),
        "gray-alpha.png": (Image.frombytes("LA", SIZE, rnd.randbytes(2 * n)), {}),
        "palette.png": (rgb.quantize(16), {}),
        "bits.png": (gray.convert("1"), {}),
        "gray.jpg": (smooth, {"quality": 95}),
        "rgb.jpg": (Image.merge("RGB", (smooth, smooth.rotate(90), smooth.rotate(180))), {"quality": 95, "subsampling": 0}),
        "cmyk.jpg": (Image.merge("CMYK", (smooth, smooth.rotate(90), smooth.rotate(180), smooth.point(lambda v: v // 3))), {"quality": 95}),
        "palette.gif": (rgb.quantize(16), {}),
        "rgb.bmp": (rgb, {}),
    }
    with open("pictures.txt", "w") as out:
        for name, (picture, how) in pictures.items():
            picture.save(name, **how)
            read = Image.open(name)
            values = " ".join(map(str, read.convert("L").getdata()))
            print(name, read.height, read.width, 2 if name.endswith("jpg") else 0, values, file=out)
        wide.save("wide.png")
        print("wide.png", SIZE[1], SIZE[0], 0, *[v >> 8 for v in wide.getdata()], file=out)
    with open("colours.txt", "w") as out:
        for name in pictures:
            colours(name, Image.open(name), out)
        block = Image.new("RGB", (16, 8))
        for x in range(16):
            for y in range(8):
                block.putpixel((x, y), (15 * x, 30 * y, 120))
        for orientation in range(1, 9):
            exif = Image.Exif()
            exif[0x0112] = orientation
            name = f"turned-{orientation}.jpg"
            block.save(name, quality=95, subsampling=0, exif=exif)
            colours(name, ImageOps.exif_transpose(Image.open(name)), out)


def colours(name, read, out):
    bands = read.convert("RGB").split()
    values = " ".join(str(v) for band in bands for v in band.getdata())
    print(name, read.height, read.width, 2 if name.endswith("jpg") else 0, values, file=out)


if __name__ == "__main__":
    main()
