package longhand.datasets.transforms;

import java.io.Serializable;

/**
 * A step on the way from a stored image to the numbers a network sees.
 *
 * <p>The steps before {@link ToTensor} work on 8-bit pixels ({@link PixelTransform}), those after it on floats ({@link
 * Normalize}): the order that {@code torchvision} programs use, {@code Compose([Resize(224), ToTensor(),
 * Normalize(…)])}.
 */
public sealed interface Transform extends Serializable permits PixelTransform, ToTensor, Normalize {}
