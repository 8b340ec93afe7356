package longhand.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;

/** Writes a state dict as {@code torch.save} does: zip file, pickle of protocol 2, one entry of numbers a tensor. */
final class TorchWriter {
    private static final String FOLDER = "archive/";
    private static final int PROTOCOL = 2;

    private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

    private TorchWriter() {
    }

    static void write(Path file, Map<String, NdArray> tensors) {
        AtomicFile.write(file, out -> {
            ZipWriter zip = new ZipWriter(out);
            byte[] pickle = new TorchWriter().stateDict(tensors);
            zip.add(FOLDER + "data.pkl", entry -> entry.write(pickle));
            zip.add(FOLDER + "byteorder", entry -> entry.write("little".getBytes(StandardCharsets.US_ASCII)));
            int key = 0;
            for (NdArray tensor : tensors.values()) {
                zip.add(FOLDER + "data/" + key++, entry -> FileBytes.copy(tensor.bytes(), entry));
            }
            zip.add(FOLDER + "version", entry -> entry.write("3\n".getBytes(StandardCharsets.US_ASCII)));
            zip.finish();
        });
    }

    private byte[] stateDict(Map<String, NdArray> tensors) throws IOException {
        emit(Pickle.PROTO, PROTOCOL);
        orderedDict();
        emit(Pickle.MARK);
        int key = 0;
        for (Map.Entry<String, NdArray> entry : tensors.entrySet()) {
            text(entry.getKey());
            tensor(entry.getValue(), key++);
        }
        emit(Pickle.SETITEMS);
        emit(Pickle.STOP);
        return pickle.toByteArray();
    }

    /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)}. */
    private void tensor(NdArray tensor, int key) throws IOException {
        global("torch._utils", "_rebuild_tensor_v2");
        emit(Pickle.MARK);
        storage(tensor, key);
        integer(0);
        int[] shape = tensor.shape();
        tuple(LongStream.range(0, shape.length).map(d -> shape[(int) d]).toArray());
        tuple(Strided.rowMajor(shape));
        emit(Pickle.NEWFALSE);
        orderedDict();
        emit(Pickle.TUPLE);
        emit(Pickle.REDUCE);
    }

    private void storage(NdArray tensor, int key) throws IOException {
        emit(Pickle.MARK);
        text("storage");
        global("torch", tensor.dtype().torchStorage());
        text(Integer.toString(key));
        text("cpu");
        integer(tensor.numel());
        emit(Pickle.TUPLE);
        emit(Pickle.BINPERSID);
    }

    private void orderedDict() throws IOException {
        global("collections", "OrderedDict");
        emit(Pickle.EMPTY_TUPLE);
        emit(Pickle.REDUCE);
    }

    private void global(String module, String name) throws IOException {
        emit(Pickle.GLOBAL);
        pickle.write((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        emit(Pickle.BINUNICODE);
        pickle.write(littleEndian(utf8.length));
        pickle.write(utf8);
    }

    private void tuple(long... numbers) throws IOException {
        emit(Pickle.MARK);
        for (long number : numbers) {
            integer(Math.toIntExact(number));
        }
        emit(Pickle.TUPLE);
    }

    private void integer(int number) throws IOException {
        emit(Pickle.BININT);
        pickle.write(littleEndian(number));
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    }

    private void emit(int... bytes) {
        for (int b : bytes) {
            pickle.write(b);
        }
    }
}
