package longhand.explain.model;

import longhand.tensor.Tensor;

/**
 * A class activation map (B. Zhou et al. 2016, "Learning Deep Features for Discriminative Localization"): how much each
 * place of the last feature maps speaks for a class. In NiN the last maps are the classes themselves, and the map of a
 * class is its own map; where a dense layer follows the global average pooling, its weights mix the maps.
 *
 * @param index the class
 * @param name its name
 * @param probability what the network thinks of it
 * @param map h × w, the evidence at each place
 */
public record ActivationMap(int index, String name, double probability, Tensor map) {

    /**
     * The map at the size of the image, by bilinear interpolation between the centres of its cells, scaled so that 0 to
     * 1 is least to most.
     */
    float[][] spread(int height, int width) {
        int h = map.size(0);
        int w = map.size(1);
        float[][] out = new float[height][width];
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                out[i][j] = between((i + 0.5f) * h / height - 0.5f, (j + 0.5f) * w / width - 0.5f, h, w);
                least = Math.min(least, out[i][j]);
                most = Math.max(most, out[i][j]);
            }
        }
        for (float[] row : out) {
            for (int j = 0; j < width; j++) {
                row[j] = most > least ? (row[j] - least) / (most - least) : 0;
            }
        }
        return out;
    }

    private float between(float row, float column, int h, int w) {
        float r = Math.clamp(row, 0, h - 1);
        float c = Math.clamp(column, 0, w - 1);
        int top = (int) r;
        int left = (int) c;
        int bottom = Math.min(top + 1, h - 1);
        int right = Math.min(left + 1, w - 1);
        float down = r - top;
        float across = c - left;
        return (map.get(top, left) * (1 - across) + map.get(top, right) * across) * (1 - down)
                + (map.get(bottom, left) * (1 - across) + map.get(bottom, right) * across) * down;
    }
}
