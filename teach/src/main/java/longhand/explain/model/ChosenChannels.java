package longhand.explain.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import longhand.nn.Conv2d;
import longhand.nn.Linear;
import longhand.tensor.Tensor;

/**
 * Which channels of each stage a page shows: all where they are few, or else those that matter most to the score, as
 * many as a budget allows. Stages that keep channels apart (activations, poolings) show those of the stage before.
 */
final class ChosenChannels {
    /** As many as one looks at. */
    private static final int MOST = 16;
    /** Numbers of maps and gradients in a page, all stages together; four bytes each. */
    private static final int BUDGET = 300_000;
    private static final int MOST_UNITS = 128;
    private final List<int[]> ofStage = new ArrayList<>();

    ChosenChannels(Trace trace) {
        List<Trace.Stage> stages = trace.stages();
        List<List<Integer>> chains = new ArrayList<>();
        int[] chainOf = new int[stages.size()];
        for (int i = 0; i < stages.size(); i++) {
            Trace.Stage s = stages.get(i);
            boolean follows = s.source() >= 0 && !(s.layer() instanceof Conv2d) && !(s.layer() instanceof Linear)
                    && s.input().rank() == s.output().rank() && s.input().size(1) == s.output().size(1);
            chainOf[i] = follows ? chainOf[s.source()] : chains.size();
            if (!follows) {
                chains.add(new ArrayList<>());
            }
            chains.get(chainOf[i]).add(i);
        }
        List<int[]> chosen = chains.stream().map(chain -> choose(stages, chain, BUDGET / chains.size())).toList();
        for (int chain : chainOf) {
            ofStage.add(chosen.get(chain));
        }
    }

    private static int[] choose(List<Trace.Stage> stages, List<Integer> chain, int budget) {
        Tensor head = stages.get(chain.getFirst()).output();
        int channels = head.size(1);
        long numbers = chain.stream().mapToLong(i -> 2L * stages.get(i).output().numel() / channels).sum();
        int most = head.rank() == 4 ? MOST : MOST_UNITS;
        int n = Math.clamp(budget / Math.max(1, numbers), 1, Math.min(most, channels));
        if (n == channels) {
            return IntStream.range(0, channels).toArray();
        }
        double[] matters = importance(head, channels);
        return IntStream.range(0, channels).boxed().sorted(Comparator.comparingDouble(c -> -matters[c])).limit(n)
                .mapToInt(c -> c).sorted().toArray();
    }

    /** |Σ gradient · value| of each channel: how much the score would change, to first order, without it. */
    private static double[] importance(Tensor values, int channels) {
        float[] products = values.detach().mul(Trace.gradient(values)).toArray();
        double[] sums = new double[channels];
        for (int i = 0; i < products.length; i++) {
            sums[i / (products.length / channels)] += products[i];
        }
        return IntStream.range(0, channels).mapToDouble(c -> Math.abs(sums[c])).toArray();
    }

    /** The channels of a stage, ascending. */
    int[] of(int stage) {
        return ofStage.get(stage);
    }
}
