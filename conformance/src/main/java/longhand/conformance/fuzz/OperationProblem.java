package longhand.conformance.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Function;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * An operation of {@code longhand.ops} on tensors: its results, and the gradients of its inputs for a random upstream
 * gradient.
 *
 * <p>Made step by step: {@link #input} for each input, then {@link #of}.
 */
final class OperationProblem implements Problem {
    private static final int TIPPED_ROUNDINGS = 4;
    /** So many that hardly any number stays where it is in all of them because two errors cancel. */
    private static final int NOISY_RUNS = 16;
    /** How much further than the largest of the noisy runs a result may be. */
    private static final int SAFETY = 8;
    private static final int OLD_ARRAYS = 3;

    private final Draw draw;
    private final Backend reference;
    private final Numbers numbers;
    private final Numbers upstreamNumbers;
    private final long upstreamSeed;
    private final List<Input> inputs = new ArrayList<>();
    private Function<List<Tensor>, List<Tensor>> operation = in -> List.of();
    private String choices = "";

    /** An input: a view of a leaf with these values, or of the leaf of an earlier input. */
    private record Input(Shape shape, View view, float[] values, boolean requiresGrad, int sameAs) {}

    OperationProblem(Draw draw, Backend reference) {
        this.draw = draw;
        this.reference = reference;
        this.numbers = Numbers.draw(draw);
        this.upstreamNumbers = draw.coin() ? numbers : Numbers.draw(draw);
        this.upstreamSeed = draw.seed();
    }

    /** One more input of the given shape; rarely the same tensor as an earlier one. */
    OperationProblem input(Shape shape) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).shape.equals(shape) && draw.rarely()) {
                inputs.add(new Input(shape, inputs.get(i).view, inputs.get(i).values, inputs.get(i).requiresGrad, i));
                return this;
            }
        }
        View view = View.draw(draw, shape);
        float[] values = draw.numbers(draw.rarely() ? Numbers.draw(draw) : numbers, view.leaf().numel());
        inputs.add(new Input(shape, view, values, !draw.rarely(), inputs.size()));
        return this;
    }

    /** The operation, with a word on its other arguments. */
    OperationProblem of(String arguments, Function<List<Tensor>, Tensor> one) {
        return ofMany(arguments, in -> List.of(one.apply(in)));
    }

    /** An operation with several results. */
    OperationProblem ofMany(String arguments, Function<List<Tensor>, List<Tensor>> many) {
        choices = arguments;
        operation = many;
        return this;
    }

    @Override
    public List<double[]> solve(Backend backend, int threads) {
        Backend backendBefore = Backends.current();
        int threadsBefore = Backends.threads();
        Backends.use(backend);
        Backends.threads(threads);
        try (Memory.Scope _ = Memory.scope()) {
            leaveGarbage();
            return solve();
        } finally {
            Backends.threads(threadsBefore);
            Backends.use(backendBefore);
        }
    }

    /** Memory that operations will use again is full of NaN: they must write every element. */
    private void leaveGarbage() {
        try (Memory.Scope _ = Memory.scope()) {
            for (Input input : inputs) {
                for (int i = 0; i < OLD_ARRAYS; i++) {
                    Arrays.fill(Internals.values(Internals.result(input.shape)), Float.NaN);
                    Arrays.fill(Internals.values(Internals.result(input.view.leaf())), Float.NaN);
                }
            }
        }
    }

    private List<double[]> solve() {
        List<Tensor> leaves = new ArrayList<>();
        List<Tensor> arguments = new ArrayList<>();
        for (Input input : inputs) {
            Tensor leaf = input.sameAs < leaves.size() ? leaves.get(input.sameAs)
                    : Tensor.of(input.values.clone(), input.view.leaf()).requiresGrad(input.requiresGrad);
            leaves.add(leaf);
            arguments.add(input.view.view().apply(leaf));
        }
        List<Tensor> results = operation.apply(arguments);
        List<double[]> solution = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            solution.add(doubles(Internals.values(results.get(i))));
            if (results.get(i).requiresGrad()) {
                float[] upstream = new float[results.get(i).numel()];
                upstreamNumbers.fill(upstream, upstream.length, new Random(upstreamSeed + i));
                results.get(i).backward(Tensor.of(upstream, results.get(i).shape()), i + 1 < results.size(), false);
            }
        }
        for (int i = 0; i < inputs.size(); i++) {
            solution.add(leaves.get(i).gradIfAny().map(grad -> doubles(Internals.values(grad))).orElse(new double[0]));
            KernelProblem.requireUnchanged("input " + i, inputs.get(i).values, Internals.values(leaves.get(i)));
        }
        return solution;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    @Override
    public List<double[]> expected() {
        return solve(reference, 1);
    }

    @Override
    public List<double[]> tolerances() {
        List<double[]> expected = expected();
        List<double[]> tolerances = expected.stream().map(e -> new double[e.length]).toList();
        if (widen(tolerances, expected, 0, false)) {
            for (int run = 0; run < NOISY_RUNS; run++) {
                widen(tolerances, expected, run, true);
            }
            allowForRoundings(tolerances, expected);
        }
        return tolerances;
    }

    /**
     * Widens the tolerances by one run.
     *
     * @return whether some kernel was free to err; if none was, all results are exact
     */
    private boolean widen(List<double[]> tolerances, List<double[]> expected, int run, boolean tipping) {
        NoisyBackend backend = new NoisyBackend(reference, upstreamSeed, run, tipping);
        List<double[]> noisy = solve(backend, 1);
        for (int r = 0; r < noisy.size(); r++) {
            widen(tolerances.get(r), expected.get(r), noisy.get(r));
            if (backend.allowedAnything()) {
                Arrays.fill(tolerances.get(r), Double.POSITIVE_INFINITY);
            }
        }
        return backend.allowedErrors();
    }

    private static void widen(double[] tolerances, double[] expected, double[] noisy) {
        for (int i = 0; i < tolerances.length; i++) {
            boolean same = expected[i] == noisy[i] || Double.isNaN(expected[i]) && Double.isNaN(noisy[i]);
            double moved = same ? Float.MIN_VALUE : SAFETY * Math.abs(expected[i] - noisy[i]);
            tolerances[i] = Double.isNaN(moved) ? Double.POSITIVE_INFINITY : Math.max(tolerances[i], moved);
        }
    }

    /**
     * Errors that move no result of the noisy runs can still tip some of its roundings. And where a result is not
     * finite although all inputs are, something overflowed: perhaps only a rounding error did.
     */
    private void allowForRoundings(List<double[]> tolerances, List<double[]> expected) {
        boolean finite = inputs.stream().allMatch(input -> SpreadBounds.finite(input.values, 0, input.values.length));
        for (int r = 0; r < expected.size(); r++) {
            for (int i = 0; i < expected.get(r).length; i++) {
                double e = expected.get(r)[i];
                double overflowed = finite ? Double.POSITIVE_INFINITY : 0;
                double least = Double.isFinite(e) ? TIPPED_ROUNDINGS * Math.ulp((float) e) : overflowed;
                tolerances.get(r)[i] = Math.max(tolerances.get(r)[i], least);
            }
        }
    }

    @Override
    public String description() {
        StringJoiner text = new StringJoiner(", ");
        for (Input input : inputs) {
            text.add(input.shape + (input.view.name().isEmpty() ? "" : " " + input.view));
        }
        String arguments = choices.isEmpty() ? "" : ", " + choices;
        return text + arguments + ", " + numbers + " (upstream " + upstreamNumbers + ")";
    }
}
