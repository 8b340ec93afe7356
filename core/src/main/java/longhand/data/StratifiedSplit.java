package longhand.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import longhand.names.Given;
import longhand.random.Generator;

/**
 * A data set in two parts with the same mixture of classes: scikit-learn's {@code train_test_split(stratify=labels)}.
 *
 * @param kept numbers of the images of the first part, ascending
 * @param heldBack numbers of the images of the second part, ascending
 */
public record StratifiedSplit(int[] kept, int[] heldBack) {

    /**
     * Chooses the images at random. Every class gives {@code share} of its images, rounded so that the second part has
     * {@code share} of all images: what is left over goes to the classes that lost most by rounding down.
     *
     * @param share of the images that the second part gets, greater than 0 and less than 1
     * @param seed the same seed chooses the same images; no other random numbers are touched
     * @throws IllegalArgumentException if one of the parts would be empty
     */
    public static StratifiedSplit of(Dataset all, double share, long seed) {
        int wanted = (int) Math.round(share * Given.required(all, "validation", "the data set", "pass the one to split").size());
        if (wanted < 1 || wanted >= all.size()) {
            throw new IllegalArgumentException("validation: a share of " + share + " of " + all.size() + " images is "
                    + wanted + ". Rule: at least one image on each side. Fix: another share, or more images.");
        }
        List<List<Integer>> byClass = new ArrayList<>();
        all.classNames().forEach(_ -> byClass.add(new ArrayList<>()));
        for (int image = 0; image < all.size(); image++) {
            byClass.get(all.label(image)).add(image);
        }
        int[] counts = counts(byClass.stream().mapToInt(List::size).toArray(), wanted);
        Generator generator = new Generator(seed);
        boolean[] isHeldBack = new boolean[all.size()];
        for (int k = 0; k < counts.length; k++) {
            int[] order = generator.randperm(byClass.get(k).size());
            for (int i = 0; i < counts[k]; i++) {
                isHeldBack[byClass.get(k).get(order[i])] = true;
            }
        }
        return new StratifiedSplit(IntStream.range(0, all.size()).filter(i -> !isHeldBack[i]).toArray(),
                IntStream.range(0, all.size()).filter(i -> isHeldBack[i]).toArray());
    }

    /** Shares {@code wanted} out in proportion to the sizes, by largest remainders. */
    private static int[] counts(int[] sizes, int wanted) {
        long total = Arrays.stream(sizes).asLongStream().sum();
        int[] counts = Arrays.stream(sizes).map(size -> (int) ((long) size * wanted / total)).toArray();
        int left = wanted - Arrays.stream(counts).sum();
        IntStream.range(0, sizes.length).boxed()
                .sorted(Comparator.comparing(k -> -((long) sizes[k] * wanted % total)))
                .limit(left).forEach(k -> counts[k]++);
        return counts;
    }
}
