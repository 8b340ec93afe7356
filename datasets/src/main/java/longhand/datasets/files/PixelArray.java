package longhand.datasets.files;

import java.util.List;
import java.util.Objects;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;

/**
 * Records of a label and pixels behind each other in memory, as CIFAR's files hold them.
 *
 * @param offset where in a record its label stands; the pixels are its end
 */
record PixelArray(byte[] records, int offset, int recordLength, ImageShape imageShape, List<String> classNames)
        implements PixelDataset {
    @Override
    public int size() {
        return records.length / recordLength;
    }

    @Override
    public int label(int index) {
        return records[Objects.checkIndex(index, size()) * recordLength + offset] & 0xff;
    }

    @Override
    public void pixels(int index, byte[] out) {
        int end = (Objects.checkIndex(index, size()) + 1) * recordLength;
        System.arraycopy(records, end - imageShape.numel(), out, 0, imageShape.numel());
    }
}
