/**
 * Pictures from files, made into what a network was trained on: {@link longhand.datasets.image.PixelImage} reads one,
 * {@link longhand.datasets.image.Pictures} makes several a data set, {@link longhand.datasets.image.PictureTree} finds
 * them in folders, without what {@link longhand.datasets.image.RunMark} tells for a run.
 */
package longhand.datasets.image;
