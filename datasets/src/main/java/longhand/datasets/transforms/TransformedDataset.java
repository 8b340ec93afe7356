package longhand.datasets.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import longhand.data.Dataset;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.datasets.transforms.PixelDataset;

/**
 * The images of a {@link PixelDataset} after transforms, computed anew whenever one is read. The stored pixels stay as
 * they are: at 224×224 the 60,000 images of Fashion-MNIST would take 12 GB as floats, and they take 47 MB as stored.
 */
public final class TransformedDataset implements Dataset {
    private final PixelDataset source;
    private final List<Transform> transforms;
    private final List<PixelTransform.Step> steps;
    private final ImageShape shape;
    /**
     * The float a pixel becomes, by channel and pixel value: {@code ToTensor} and {@code Normalize} have 256 possible
     * inputs.
     */
    private final float[][] toFloat;
    /** What comes after those. */
    private final List<FloatTransform> floatTransforms;
    private final ThreadLocal<byte[][]> workspace;

    /** @throws DatasetException if the transforms come in the wrong order or do not fit the images */
    public TransformedDataset(PixelDataset source, List<Transform> transforms) {
        this.source = Objects.requireNonNull(source, "source");
        this.transforms = List.copyOf(transforms);
        int toTensor = requireOrder(transforms);
        this.steps = prepare(source.imageShape(), transforms.subList(0, toTensor));
        this.shape = steps.isEmpty() ? source.imageShape() : steps.getLast().outputShape();
        List<Transform> after = transforms.subList(toTensor + 1, transforms.size());
        int normalizes = (int) after.stream().takeWhile(t -> t instanceof Normalize).count();
        this.toFloat = floats(shape.channels(), after.subList(0, normalizes));
        this.floatTransforms = after.subList(normalizes, after.size()).stream()
                .map(t -> t instanceof Normalize n ? normalizing(n, shape) : (FloatTransform) t).toList();
        int largest = steps.stream().mapToInt(s -> s.outputShape().numel())
                .reduce(source.imageShape().numel(), Math::max);
        this.workspace = ThreadLocal.withInitial(() -> new byte[2][largest]);
    }

    /** The place of the one ToTensor: pixel transforms come before it, Normalize after it. */
    private static int requireOrder(List<Transform> transforms) {
        int toTensor = transforms.indexOf(new ToTensor());
        if (toTensor < 0) {
            throw new DatasetException("transforms " + transforms
                    + " hold no ToTensor; put one after the pixel transforms");
        }
        for (int i = 0; i < transforms.size(); i++) {
            Transform transform = transforms.get(i);
            boolean ofFloats = transform instanceof Normalize || transform instanceof FloatTransform;
            if (i < toTensor && ofFloats) {
                throw new DatasetException(transform + " works on floats; put it after ToTensor");
            }
            if (i > toTensor && !ofFloats) {
                throw new DatasetException(transform + " works on 8-bit pixels; put it before the one ToTensor");
            }
        }
        return toTensor;
    }

    private static List<PixelTransform.Step> prepare(ImageShape shape, List<Transform> transforms) {
        List<PixelTransform.Step> steps = new ArrayList<>();
        ImageShape current = shape;
        for (Transform transform : transforms) {
            if (transform instanceof Resize resize
                    && current.equals(current.resized(resize.height(), resize.width()))) {
                continue; // every pixel would stay as it is
            }
            PixelTransform.Step step = ((PixelTransform) transform).prepare(current);
            steps.add(step);
            current = step.outputShape();
        }
        return List.copyOf(steps);
    }

    /** A Normalize that comes after other float transforms, so that no table can hold it. */
    private static FloatTransform normalizing(Normalize normalize, ImageShape shape) {
        normalize.requireChannels(shape.channels());
        int plane = shape.height() * shape.width();
        return (values, offset, _, _) -> {
            for (int i = 0; i < shape.numel(); i++) {
                values[offset + i] = normalize.apply(values[offset + i], i / plane);
            }
        };
    }

    private static float[][] floats(int channels, List<Transform> transforms) {
        for (Transform transform : transforms) {
            ((Normalize) transform).requireChannels(channels);
        }
        float[][] table = new float[channels][256];
        for (int channel = 0; channel < channels; channel++) {
            for (int pixel = 0; pixel < table[channel].length; pixel++) {
                float value = ToTensor.toFloat(pixel);
                for (Transform transform : transforms) {
                    value = ((Normalize) transform).apply(value, channel);
                }
                table[channel][pixel] = value;
            }
        }
        return table;
    }

    /** The images as stored. */
    public PixelDataset source() {
        return source;
    }

    /** What is done with them, in this order. */
    public List<Transform> transforms() {
        return transforms;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public ImageShape imageShape() {
        return shape;
    }

    @Override
    public List<String> classNames() {
        return source.classNames();
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public void read(int index, long epochSeed, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, shape.numel(), out.length);
        byte[][] buffers = workspace.get();
        byte[] pixels = buffers[0];
        byte[] spare = buffers[1];
        source.pixels(index, pixels);
        RandomGenerator random = randomOf(epochSeed, index);
        for (PixelTransform.Step step : steps) {
            step.apply(pixels, spare, random);
            byte[] swap = pixels;
            pixels = spare;
            spare = swap;
        }
        toFloats(pixels, out, offset);
        floatTransforms.forEach(transform -> transform.apply(out, offset, shape, random));
    }

    /**
     * The chance of one image in one epoch. Seeding with the sum itself would give neighbouring images the same stream,
     * one number apart; its scrambled value does not.
     */
    private static RandomGenerator randomOf(long epochSeed, int index) {
        return new SplittableRandom(new SplittableRandom(epochSeed + index).nextLong());
    }

    private void toFloats(byte[] pixels, float[] out, int offset) {
        int plane = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            float[] table = toFloat[channel];
            for (int i = channel * plane; i < (channel + 1) * plane; i++) {
                out[offset + i] = table[pixels[i] & 0xff];
            }
        }
    }
}
