/**
 * Files that hold arrays: NumPy's .npy and .npz, safetensors, PyTorch's .pt and .pth.
 *
 * <p>Read in this order: {@link longhand.io.NdArray} (what a file holds), {@link longhand.io.state.StateFiles} (one
 * call for all formats), then a format: {@link longhand.io.Npy} and {@link longhand.io.Npz}, {@link
 * longhand.io.SafeTensors}, {@link longhand.io.TorchFile}.
 *
 * <p>Files come from strangers. Every reader here checks sizes before it reserves memory, executes nothing, follows no
 * path named in a file, and answers what it does not understand with a {@link longhand.io.FileFormatException}.
 */
package longhand.io;
