package longhand.datasets.transforms;

import java.io.Serializable;

/**
 * A step on the way from a stored image to the numbers a network sees.
 *
 * <p>The steps before {@link ToTensor} work on 8-bit pixels ({@link PixelTransform}), those after it on floats ({@link
 * Normalize}, {@link FloatTransform}): the order that {@code torchvision} programs use, {@code Compose([Resize(224),
 * ToTensor(), Normalize(…)])}. Of one's own are pixel and float transforms.
 */
public sealed interface Transform extends Serializable permits PixelTransform, ToTensor, Normalize, FloatTransform {}
