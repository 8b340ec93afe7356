/** Pictures from files, made into what a network was trained on: {@link longhand.datasets.image.GrayImage}. */
package longhand.datasets.image;
