package longhand.data;

import java.util.List;
import java.util.Objects;

/** Images of 1×1×2 values: the number of the image, and the low bits of the epoch's seed and that number mixed. */
final class NumberedImages implements Dataset {
    private final int size;

    NumberedImages(int size) {
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public ImageShape imageShape() {
        return new ImageShape(1, 1, 2);
    }

    @Override
    public List<String> classNames() {
        return List.of("even", "odd");
    }

    @Override
    public int label(int index) {
        return Objects.checkIndex(index, size) % 2;
    }

    @Override
    public void read(int index, long epochSeed, float[] out, int offset) {
        out[offset] = Objects.checkIndex(index, size);
        out[offset + 1] = (epochSeed * 31 + index) & 0xffff;
    }
}
