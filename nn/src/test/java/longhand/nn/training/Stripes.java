package longhand.nn.training;

import java.util.List;
import java.util.SplittableRandom;
import longhand.data.Dataset;
import longhand.data.ImageShape;

/** Noisy 8×8 images of two classes that a small network can tell apart: horizontal and vertical stripes. */
public record Stripes(int size) implements Dataset {
    private static final int SIDE = 8;

    @Override
    public ImageShape imageShape() {
        return new ImageShape(1, SIDE, SIDE);
    }

    @Override
    public List<String> classNames() {
        return List.of("horizontal", "vertical");
    }

    @Override
    public int label(int index) {
        return index % 2;
    }

    @Override
    public void read(int index, long epochSeed, float[] out, int offset) {
        SplittableRandom random = new SplittableRandom(index * 1000L);
        int shift = random.nextInt(2);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int along = label(index) == 0 ? i / SIDE : i % SIDE;
            out[offset + i] = (along + shift) / 2 % 2 + random.nextFloat() / 2;
        }
    }
}
