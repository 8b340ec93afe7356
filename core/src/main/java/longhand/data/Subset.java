package longhand.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import longhand.names.Given;

/** Chosen images of another data set, in the chosen order: {@code torch.utils.data.Subset}. */
public final class Subset implements Dataset {
    private final Dataset all;
    private final int[] indices;

    /**
     * @param indices the number, in {@code all}, of each image of this data set; copied
     * @throws IndexOutOfBoundsException if {@code all} has no such image
     */
    public Subset(Dataset all, int[] indices) {
        this.all = Given.required(all, "Subset", "the data set", "pass the one to choose from");
        this.indices = Given.required(indices, "Subset", "the array of numbers", "pass those of the images").clone();
        for (int index : indices) {
            Objects.checkIndex(index, all.size());
        }
    }

    /** The first {@code count} images of {@code all}. */
    static Subset first(Dataset all, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("limit: " + count + " images make no data set; ask for at least 1");
        }
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> i);
        return new Subset(all, indices);
    }

    /** The data set that the images are chosen from. */
    public Dataset all() {
        return all;
    }

    /** The number, in {@link #all}, of an image of this data set. */
    public int indexInAll(int index) {
        return indices[index];
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public ImageShape imageShape() {
        return all.imageShape();
    }

    @Override
    public List<String> classNames() {
        return all.classNames();
    }

    @Override
    public int label(int index) {
        return all.label(indices[index]);
    }

    /** Reads the chosen image; its random transforms are those it has in the whole data set. */
    @Override
    public void read(int index, long epochSeed, float[] out, int offset) {
        all.read(indices[index], epochSeed, out, offset);
    }
}
