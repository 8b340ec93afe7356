package longhand.models;

import java.util.Map;
import java.util.function.BiFunction;
import longhand.names.NearestName;
import longhand.nn.Layer;

/**
 * A network that can be asked for by name.
 *
 * @param name as on the command line
 * @param summary one line about it
 * @param side height and width of the images it is made for
 * @param factory makes it for a number of channels and of classes, with fresh parameters from the default generator
 * @param recipes ways to train it, by name; each has {@link #QUICK} and {@link #PICTURES}, those of the notes
 *     {@link #NOTES} too
 */
public record Model(String name, String summary, int side, BiFunction<Integer, Integer, Layer> factory, Map<String,
        Recipe> recipes) {
    /** A recipe that ends soon and visibly learns. */
    public static final String QUICK = "quick";
    /** All images of Fashion-MNIST, for the best result within half an hour or so. */
    public static final String BEST = "best";
    /** The recipe of the course notes. */
    public static final String NOTES = "notes";

    /** How the names of networks end that torchvision's published weights fit. */
    public static final String TORCHVISION = "-torchvision";
    /** A recipe for somebody's own pictures: a few hundred of them, all used, and many epochs. */
    public static final String PICTURES = "pictures";

    /** The network with fresh parameters. */
    public Layer create(int channels, int classes) {
        return factory.apply(channels, classes);
    }

    /**
     * A recipe by name.
     *
     * @throws IllegalArgumentException if there is none of that name; lists those there are
     */
    public Recipe recipe(String recipe) {
        Recipe found = recipes.get(recipe);
        if (found == null) {
            throw new IllegalArgumentException("recipe: " + name + " has no recipe '" + recipe
                    + "'. " + NearestName.fix(recipe, recipes.keySet()));
        }
        return found;
    }
}
