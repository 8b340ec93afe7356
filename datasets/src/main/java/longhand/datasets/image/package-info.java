/**
 * Pictures from files, made into what a network was trained on: {@link longhand.datasets.image.PixelImage} reads one,
 * {@link longhand.datasets.image.Pictures} makes several a data set.
 */
package longhand.datasets.image;
