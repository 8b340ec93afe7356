/**
 * Data sets of small images, by name.
 *
 * <p>Read in this order: {@link longhand.datasets.transforms.PixelDataset} (images as stored), {@link
 * longhand.datasets.SyntheticDataset} (one without files), {@link longhand.datasets.DatasetOptions} and {@link
 * longhand.datasets.DatasetRegistry} (all of them by name), {@link longhand.datasets.DataSplits}. Files are in {@code
 * longhand.datasets.files}, transforms in {@code longhand.datasets.transforms}, pictures of any kind in {@code
 * longhand.datasets.image}.
 */
package longhand.datasets;
