package longhand.explain.model;

/**
 * What a network thinks of a class.
 *
 * @param index the class
 * @param name its name
 * @param probability softmax of its score, 0 to 1
 */
public record Prediction(int index, String name, double probability) {}
