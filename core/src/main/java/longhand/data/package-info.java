/**
 * Labelled images and how they reach a training loop.
 *
 * <p>Read in this order: {@link longhand.data.ImageShape}, {@link longhand.data.Dataset} (images by number),
 * {@link longhand.data.DataLoader} (batches in PyTorch's order), {@link longhand.data.Epoch} (one pass), {@link
 * longhand.data.Batch}, {@link longhand.data.LoaderState} (to stop and go on). The data sets themselves live in the
 * module {@code datasets}.
 */
package longhand.data;
