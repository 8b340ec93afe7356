/** Image files of the MNIST family. */
package longhand.datasets.files;
