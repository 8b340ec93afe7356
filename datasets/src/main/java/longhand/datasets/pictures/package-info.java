/**
 * Somebody's own pictures as a data set.
 *
 * <p>Read in this order: {@link longhand.datasets.pictures.LabelledFile} (a picture and its class), {@link
 * longhand.datasets.pictures.PictureFolder} and {@link longhand.datasets.pictures.PictureTable} (which find them),
 * {@link longhand.datasets.pictures.SplitWords} and {@link longhand.datasets.pictures.ClassNames} (what names mean),
 * {@link longhand.datasets.pictures.PictureCheck} (which reads each once and names those that cannot be used), {@link
 * longhand.datasets.pictures.PictureSet} (training and test pictures), {@link longhand.datasets.pictures.PixelCache}.
 */
package longhand.datasets.pictures;
