package longhand.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import longhand.names.Given;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * Makes batches of a data set, epoch after epoch: {@code torch.utils.data.DataLoader}.
 *
 * <p>After the same seed the images come in PyTorch's order. As there, every epoch draws a 63-bit seed from the
 * generator, shuffled or not (PyTorch seeds its worker processes with it, we the random transforms), and a shuffled
 * epoch a second one, whose {@code randperm} is the order. PyTorch draws the second one with the first batch; here both
 * are drawn when the epoch starts.
 *
 * <p>The result does not depend on prefetching. A loader serves one epoch at a time.
 */
public final class DataLoader implements Iterable<Batch>, AutoCloseable {
    private static final String NAME = "data loader";

    private final Examples dataset;
    private final LoaderOptions options;
    private final Generator generator;
    /** Where to begin, until {@link #current} is there to tell. */
    private LoaderState start = LoaderState.before(0);
    private Optional<Epoch> current = Optional.empty();

    /** A loader that draws from {@link Generator#defaultGenerator()}. */
    public DataLoader(Examples dataset, LoaderOptions options) {
        this(dataset, options, Generator.defaultGenerator());
    }

    /** @param generator the source of all chance; in PyTorch's terms, the default generator */
    public DataLoader(Examples dataset, LoaderOptions options, Generator generator) {
        this.dataset = Given.required(dataset, NAME, "the data set", "pass one, such as new TensorExamples(x, y)");
        this.options = Given.required(options, NAME, "the options", "pass LoaderOptions.batches(16)");
        this.generator = Given.required(generator, NAME, "the generator", "pass Generator.defaultGenerator()");
    }

    /** The data set that the batches come from. */
    public Examples dataset() {
        return dataset;
    }

    /** How it makes batches. */
    public LoaderOptions options() {
        return options;
    }

    /** What it draws from; who saves {@link #state} saves the state of this one too. */
    public Generator generator() {
        return generator;
    }

    /** Number of batches of an epoch. */
    public int batches() {
        int full = dataset.size() / options.batchSize();
        return options.dropLast() || dataset.size() % options.batchSize() == 0 ? full : full + 1;
    }

    /** Number of images of an epoch. */
    public int images() {
        return options.dropLast() ? batches() * options.batchSize() : dataset.size();
    }

    /**
     * Starts the next pass over the data set; after {@link #restore}, goes on with the one that was saved. Closes the
     * epoch before, at whatever batch it is.
     */
    public Epoch epoch() {
        requireShapes();
        LoaderState state = upcoming();
        close();
        if (!state.begun()) {
            long sampleSeed = generator.random64();
            long shuffleSeed = options.shuffle() ? generator.random64() : LoaderState.NOT_DRAWN;
            state = new LoaderState(state.epoch(), 0, sampleSeed, shuffleSeed);
        }
        int[] order = order(state.shuffleSeed());
        long sampleSeed = state.sampleSeed();
        Epoch epoch = new Epoch(state, batches(), i -> load(order, i, sampleSeed), options.prefetch());
        current = Optional.of(epoch);
        return epoch;
    }

    private void requireShapes() {
        String kind = dataset.getClass().getSimpleName();
        Given.required(dataset.inputShape(), NAME, kind + ".inputShape()", "return the shape of one input");
        Given.required(dataset.targetShape(), NAME, kind + ".targetShape()", "return the shape of one target");
    }

    /** A pass over the data set: {@code for (Batch batch : loader)}. See {@link #epoch}. */
    @Override
    public Iterator<Batch> iterator() {
        return epoch();
    }

    private int[] order(long shuffleSeed) {
        if (options.shuffle()) {
            return new Generator(shuffleSeed).randperm(dataset.size());
        }
        int[] order = new int[dataset.size()];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private Batch load(int[] order, int batch, long sampleSeed) {
        int from = batch * options.batchSize();
        int[] indices = Arrays.copyOfRange(order, from, Math.min(from + options.batchSize(), order.length));
        Shape shape = dataset.inputShape();
        Tensor images = Memory.keep(Internals.result(shape.insert(0, indices.length)));
        float[] values = Internals.values(images);
        Arrays.fill(values, 0); // memory that held other numbers; examples may write only what is not 0
        Shape targetShape = dataset.targetShape();
        float[] targets = new float[indices.length * targetShape.numel()];
        for (int i = 0; i < indices.length; i++) {
            dataset.read(indices[i], sampleSeed, values, i * shape.numel());
            dataset.readTarget(indices[i], targets, i * targetShape.numel());
        }
        Tensor all = Internals.owning(targets, targetShape.insert(0, indices.length));
        return new Batch(images, all, indices, sampleSeed);
    }

    /** How far this loader has come: the batches that {@link Epoch#next} has returned count as done. */
    public LoaderState state() {
        return current.map(Epoch::state).orElse(start);
    }

    /** Where the next {@link #epoch()} begins: at a restored state, else at the epoch after the current one. */
    public LoaderState upcoming() {
        return current.map(before -> LoaderState.before(before.number() + 1)).orElse(start);
    }

    /**
     * Goes back, or on, to a saved state: the next {@link #epoch()} has exactly the batches that were still to come.
     *
     * @throws IllegalArgumentException if the state cannot be that of a loader with this data set and these options
     */
    public void restore(LoaderState state) {
        Given.required(state, NAME, "the saved state", "pass the state() of a loader");
        if (state.batch() >= Math.max(batches(), 1)) {
            throw new IllegalArgumentException("data loader: the saved state is at batch " + state.batch()
                    + " but an epoch has only " + batches() + "; use the data set and batch size it was saved with");
        }
        if (state.begun() && options.shuffle() != (state.shuffleSeed() != LoaderState.NOT_DRAWN)) {
            throw new IllegalArgumentException("data loader: the saved state is of a loader "
                    + (options.shuffle() ? "without shuffling, this one is with"
                    : "with shuffling, this one is without") + "; use the same options");
        }
        close();
        current = Optional.empty();
        start = state;
    }

    /** Ends the background work of an epoch that is under way. */
    @Override
    public void close() {
        current.ifPresent(Epoch::close);
    }
}
