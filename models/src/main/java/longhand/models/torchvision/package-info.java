/**
 * Networks with the layers and names of torchvision's, so that its published weights fit: they differ from those of the
 * notes in widths, biases and normalisation.
 *
 * <p>Read in this order: {@link longhand.models.torchvision.TorchvisionAlexNet}, {@link
 * longhand.models.torchvision.TorchvisionVgg11}, {@link longhand.models.torchvision.TorchvisionResNet}, {@link
 * longhand.models.torchvision.TorchvisionGoogLeNet}, {@link longhand.models.torchvision.SqueezeNet}.
 */
package longhand.models.torchvision;
