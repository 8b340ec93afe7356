package longhand.explain.model;

import java.util.Optional;
import longhand.explain.ReceptiveField;
import longhand.tensor.Tensor;

/**
 * What one layer made of the image.
 *
 * @param path where the layer stands in the network: 0.2
 * @param layer the layer as it prints itself: Conv2d(1, 96, kernel_size=(11, 11), stride=(4, 4))
 * @param output what it computed, with a batch of 1
 * @param field the receptive field of its numbers; empty from where on every number depends on the whole image
 * @param parameters trainable numbers
 * @param denseParameters trainable numbers of a dense layer between the same input and output; 0 if this layer has no
 *     weights
 */
public record LayerView(String path, String layer, Tensor output, Optional<ReceptiveField> field, long parameters,
        double denseParameters) {}
