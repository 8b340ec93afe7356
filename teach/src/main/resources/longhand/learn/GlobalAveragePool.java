import longhand.tensor.Tensor;

/*
 * Global average pooling: each channel becomes its mean. NiN ends with it instead of dense layers.
 *
 * (One of the course notes says that it takes the maximum. It takes the mean.)
 */
class GlobalAveragePool {
    /** x is N × C × H × W; the result is N × C, the mean of each plane. */
    static Tensor pool(Tensor x) {
        // BEGIN SOLUTION
        return x.mean(2, 3);
        // END SOLUTION
    }
}
