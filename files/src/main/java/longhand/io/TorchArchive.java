package longhand.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.io.disk.FileBytes;

/** A PyTorch zip file opened for reading: its pickle as plain objects, its tensors on demand. */
final class TorchArchive implements Closeable, PickleReader.Factory {
    private static final String PICKLE = "data.pkl";
    private static final int MAX_PICKLE = 32 << 20;
    private static final PickleReader.Global ORDERED_DICT = new PickleReader.Global("collections", "OrderedDict");
    private static final PickleReader.Global TENSOR = new PickleReader.Global("torch._utils", "_rebuild_tensor_v2");
    private static final PickleReader.Global PARAMETER = new PickleReader.Global("torch._utils", "_rebuild_parameter");
    private static final List<PickleReader.Global> FUNCTIONS = List.of(ORDERED_DICT, TENSOR, PARAMETER);

    private final Path file;
    private final ZipArchive zip;
    private final String folder;
    private final Map<String, MemorySegment> loaded = new HashMap<>();
    private long gatherBudget;

    /** Numbers that lie in an entry of their own; several tensors may share them. */
    record StorageRef(String key, DType dtype, long numel) {
    }

    /** A tensor: a view of a storage. */
    record TensorRef(StorageRef storage, long offset, int[] shape, long[] strides) {
    }

    TorchArchive(Path file) {
        this.file = file;
        refuseOldFormat(file);
        zip = new ZipArchive(file, "PyTorch file");
        try {
            gatherBudget = zip.budget();
            folder = folder();
            if (zip.has(folder + "constants.pkl") || zip.has(folder + "code/")) {
                throw new FileFormatException(file,
                        "is a TorchScript program, not a state dict. Save model.state_dict() in PyTorch");
            }
            String order = folder + "byteorder";
            if (zip.has(order) && !new String(zip.read(order), StandardCharsets.ISO_8859_1).strip().equals("little")) {
                throw new FileFormatException(file,
                        "was written on a big-endian machine; such numbers are not supported");
            }
        } catch (FileFormatException e) {
            zip.close();
            throw e;
        }
    }

    private static void refuseOldFormat(Path file) {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be read", file, e);
        }
        if (start.length > 0 && Byte.toUnsignedInt(start[0]) == Pickle.PROTO) {
            throw new FileFormatException(file, "has the format of PyTorch before 1.6 (a pickle without zip). "
                    + "Load it in PyTorch and save it again with torch.save(torch.load(old), new)");
        }
    }

    private String folder() {
        List<String> pickles = zip.names().stream().filter(n -> n.equals(PICKLE) || n.endsWith("/" + PICKLE)).toList();
        if (pickles.size() != 1) {
            throw new FileFormatException(file, "is no PyTorch file: it has " + pickles.size() + " entries named "
                    + PICKLE + " instead of 1");
        }
        return pickles.getFirst().substring(0, pickles.getFirst().length() - PICKLE.length());
    }

    /** The object that was saved: maps, lists, numbers, and {@link TensorRef} for tensors. */
    Object root() {
        byte[] pickle = zip.read(folder + PICKLE, MAX_PICKLE);
        try {
            return PickleReader.read(pickle, this);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file, e.getMessage(), e);
        }
    }

    /** The values of a tensor. */
    NdArray load(TensorRef tensor) {
        MemorySegment all = loaded.computeIfAbsent(tensor.storage.key, key -> storage(tensor.storage));
        int size = tensor.storage.dtype.bytes();
        if (all.byteSize() != tensor.storage.numel * size) {
            throw new FileFormatException(file, "tensors disagree on the size or type of data/" + tensor.storage.key);
        }
        long bytes = (long) NdArray.numel(tensor.shape) * size;
        if (bytes == 0 || Arrays.equals(tensor.strides, Strided.rowMajor(tensor.shape))) {
            return new NdArray(tensor.storage.dtype, all.asSlice(bytes == 0 ? 0 : tensor.offset * size, bytes),
                    tensor.shape);
        }
        gatherBudget -= bytes;
        if (gatherBudget < 0) {
            throw new FileFormatException(file,
                    "its tensors unfold to far more than the file's size. Save contiguous() tensors in PyTorch");
        }
        return new NdArray(tensor.storage.dtype,
                Strided.gather(all, size, tensor.offset, tensor.shape, tensor.strides), tensor.shape);
    }

    private MemorySegment storage(StorageRef storage) {
        String entry = folder + "data/" + storage.key;
        byte[] bytes = zip.read(entry);
        if (bytes.length != storage.numel * storage.dtype.bytes()) {
            throw new FileFormatException(file, "the zip entry '" + entry + "' has " + bytes.length
                    + " bytes but should hold " + storage.numel + " elements of " + storage.dtype);
        }
        return MemorySegment.ofArray(bytes);
    }

    @Override
    public void admit(PickleReader.Global global) {
        if (!FUNCTIONS.contains(global) && storageType(global).isEmpty()) {
            throw new IllegalArgumentException("the pickle refers to '" + global
                    + "', which is not part of a state dict; nothing was executed. Save model.state_dict() in PyTorch");
        }
    }

    private static Optional<DType> storageType(PickleReader.Global global) {
        return global.module().equals("torch") ? DType.ofTorchStorage(global.name()) : Optional.empty();
    }

    @Override
    public Object make(PickleReader.Global function, List<Object> arguments) {
        if (function.equals(ORDERED_DICT) && arguments.isEmpty()) {
            return new LinkedHashMap<>();
        }
        if (function.equals(TENSOR) && arguments.size() >= 4 && arguments.getFirst() instanceof StorageRef storage) {
            requireNoMetadata(arguments);
            return tensor(storage, arguments.get(1), integers(arguments.get(2)), integers(arguments.get(3)));
        }
        if (function.equals(PARAMETER) && !arguments.isEmpty() && arguments.getFirst() instanceof TensorRef) {
            return arguments.getFirst();
        }
        throw new IllegalArgumentException("the pickle calls " + function
                + " with arguments that PyTorch would not write");
    }

    /** The seventh argument, which PyTorch has written since 2.0, says what is to be done with the stored numbers. */
    private static void requireNoMetadata(List<Object> arguments) {
        Object metadata = arguments.size() > 6 ? arguments.get(6) : PickleReader.NONE;
        if (metadata != PickleReader.NONE && !(metadata instanceof Map<?, ?> map && map.isEmpty())) {
            throw new IllegalArgumentException("a tensor is stored with " + metadata
                    + ", which is not read. Save tensor.resolve_neg().resolve_conj() in PyTorch");
        }
    }

    private static TensorRef tensor(StorageRef storage, Object offset, long[] sizes, long[] strides) {
        int[] shape = Arrays.stream(sizes).mapToInt(n -> Math.clamp(n, -1, Integer.MAX_VALUE)).toArray();
        int numel = NdArray.numel(shape);
        boolean fits = strides.length == shape.length && offset instanceof Long start && start >= 0
                && (numel == 0 || lastIndex(start, shape, strides) < storage.numel);
        if (!fits) {
            throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " with strides "
                    + Arrays.toString(strides) + (offset instanceof Long ? " and offset " + offset : "")
                    + " lies outside its " + storage.numel + " elements");
        }
        return new TensorRef(storage, (Long) offset, shape, strides);
    }

    /**
     * The index of a strided tensor's last element; {@link Long#MAX_VALUE} if a stride is negative or far too large.
     */
    private static long lastIndex(long offset, int[] shape, long[] strides) {
        long last = offset;
        for (int d = 0; d < shape.length; d++) {
            if (strides[d] < 0 || strides[d] > Integer.MAX_VALUE || last > Long.MAX_VALUE / 2) {
                return Long.MAX_VALUE;
            }
            last += strides[d] * (shape[d] - 1);
        }
        return last;
    }

    private static long[] integers(Object tuple) {
        if (tuple instanceof PickleReader.Tuple(List<Object> items)
                && items.stream().allMatch(Long.class::isInstance)) {
            return items.stream().mapToLong(Long.class::cast).toArray();
        }
        throw new IllegalArgumentException("a tensor's shape or strides are no tuple of integers");
    }

    /** Storages are referred to as {@code ('storage', torch.FloatStorage, key, device, number of elements)}. */
    @Override
    public Object load(Object persistentId) {
        if (persistentId instanceof PickleReader.Tuple(List<Object> id) && id.size() == 5 && id.get(0).equals("storage")
                && id.get(1) instanceof PickleReader.Global type && id.get(2) instanceof String key
                && id.get(4) instanceof Long numel && storageType(type).isPresent() && numel >= 0
                && numel < Integer.MAX_VALUE) {
            return new StorageRef(key, storageType(type).get(), numel);
        }
        throw new IllegalArgumentException("the pickle refers to stored data in a way that PyTorch would not write");
    }

    @Override
    public void close() {
        zip.close();
    }
}
