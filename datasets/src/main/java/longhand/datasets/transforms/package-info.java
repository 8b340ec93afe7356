/**
 * What happens to an image between the file and the network, as {@code torchvision.transforms} does it.
 *
 * <p>Read in this order: {@link longhand.datasets.transforms.Transform} (the two kinds), {@link
 * longhand.datasets.transforms.ToTensor} and {@link longhand.datasets.transforms.Normalize}, {@link
 * longhand.datasets.transforms.RandomHorizontalFlip}, {@link longhand.datasets.transforms.RandomCrop} and the other
 * random ones, {@link longhand.datasets.transforms.Resize} with the arithmetic in {@link
 * longhand.datasets.transforms.BilinearResize}, and last {@link longhand.datasets.transforms.TransformedDataset}, which
 * runs them.
 */
package longhand.datasets.transforms;
