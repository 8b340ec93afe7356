package outside;

import java.util.List;
import longhand.data.Dataset;
import longhand.data.ImageShape;

/** A data set of one's own: 6×6 images of horizontal (class 0) and vertical (class 1) stripes, none like another. */
record Stripes(int size) implements Dataset {
    private static final int SIDE = 6;

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
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                int across = label(index) == 0 ? i : j;
                float noise = 0.1f * ((index * 31 + i * 7 + j * 3) % 5);
                out[offset + i * SIDE + j] = (across + index / 2) % 2 + noise;
            }
        }
    }
}
