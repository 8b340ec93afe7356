/**
 * Image files of the MNIST family and where they come from.
 *
 * <p>Read in this order: {@link longhand.datasets.files.IdxFile} (the format), {@link
 * longhand.datasets.files.ImageArray} (a pair of such files in memory), {@link longhand.datasets.files.Archive} (the
 * names and checksums of each data set), {@link longhand.datasets.files.ImageFiles} and {@link
 * longhand.datasets.files.FileFinder} (where to look), {@link longhand.datasets.files.Download}.
 */
package longhand.datasets.files;
