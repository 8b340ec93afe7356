package longhand.io;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import longhand.io.disk.AtomicFile;

/** NumPy's .npz files: a zip file of named .npy files ({@code numpy.savez}, {@code numpy.load}). */
public final class Npz {
    private static final String SUFFIX = ".npy";

    private Npz() {
    }

    /**
     * Reads all arrays of a .npz file, compressed or not.
     *
     * @return the arrays in the file's order
     * @throws FileFormatException if the file is damaged or holds something else than arrays of numbers
     */
    public static Map<String, NdArray> read(Path file) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        try (ZipArchive zip = new ZipArchive(file, ".npz file")) {
            for (String entry : zip.names()) {
                if (!entry.endsWith(SUFFIX)) {
                    throw new FileFormatException(file, "not a .npz file: its entry '" + entry + "' is no .npy file");
                }
                String name = entry.substring(0, entry.length() - SUFFIX.length());
                arrays.put(name, Npy.parse(file + ": " + entry, MemorySegment.ofArray(zip.read(entry))));
            }
        }
        return arrays;
    }

    /**
     * Writes arrays to a .npz file, in the map's order, uncompressed.
     *
     * @throws FileFormatException if a name is none that an entry of a zip file may have
     */
    public static void write(Path file, Map<String, NdArray> arrays) {
        WritableNames.requireArrays(file, "array", arrays);
        WritableNames.require(file, "array", arrays.keySet(), name -> !ZipArchive.leadsOut(name + SUFFIX),
                ZipArchive.INSIDE, "rename the array");
        WritableNames.require(file, "array", arrays.keySet(), name -> ZipWriter.fits(name + SUFFIX), ZipWriter.SHORT,
                "shorten the name");
        AtomicFile.write(file, out -> {
            ZipWriter zip = new ZipWriter(out);
            for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
                zip.add(array.getKey() + SUFFIX, entry -> Npy.write(file, entry, array.getValue()));
            }
            zip.finish();
        });
    }
}
