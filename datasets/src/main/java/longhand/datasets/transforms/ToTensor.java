package longhand.datasets.transforms;

/** From 8-bit pixels to floats in [0, 1]: {@code value / 255} ({@code torchvision.transforms.ToTensor}). */
public record ToTensor() implements Transform {
    static float toFloat(int pixel) {
        return pixel / 255f;
    }
}
