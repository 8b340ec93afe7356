package longhand.nn.optim;

import java.util.List;
import java.util.Set;
import longhand.names.Given;
import longhand.names.NearestName;
import longhand.nn.Parameter;

/** The optimisers by name, with the settings that a command line or a recipe has for them. */
public final class Optimizers {
    private static final Set<String> WITH_MOMENTUM = Set.of("sgd", "rmsprop", "muon");
    private static final Set<String> ADAMS = Set.of("adam", "adamw");
    private static final List<String> NAMES = List.of("sgd", "adam", "adamw", "rmsprop", "adagrad", "muon");

    private Optimizers() {}

    /** The names that {@link #create} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /** A usual learning rate: 0.01 for SGD and Adagrad, 0.001 for those whose steps are as large as the rate. */
    public static double usualLr(String name) {
        return switch (named(name)) {
            case "sgd", "adagrad" -> 0.01;
            default -> 0.001;
        };
    }

    /** Whether a learning rate that was chosen for one of these optimisers serves the other one too. */
    public static boolean shareRates(String one, String other) {
        return named(one).equals(named(other)) || ADAMS.contains(one) && ADAMS.contains(other);
    }

    /** The weight decay if nobody sets it: PyTorch gives AdamW 0.01, Muon 0.1, the others none. */
    public static double defaultWeightDecay(String name) {
        return switch (named(name)) {
            case "adamw" -> AdamW.DEFAULT_DECAY;
            case "muon" -> Muon.DEFAULT_DECAY;
            default -> 0;
        };
    }

    /** The momentum if nobody sets it: Muon has 0.95, the others none. */
    public static double defaultMomentum(String name) {
        return named(name).equals("muon") ? Muon.DEFAULT_MOMENTUM : 0;
    }

    /**
     * An optimiser.
     *
     * @param momentum for {@code sgd}, {@code rmsprop} and {@code muon}; 0 for the others, which have none
     * @throws IllegalArgumentException if there is no optimiser of that name, or it has no momentum and should
     */
    public static Optimizer create(String name, List<Parameter> parameters, double lr, double momentum,
            double weightDecay) {
        if (momentum != 0 && NAMES.contains(named(name)) && !WITH_MOMENTUM.contains(name)) {
            throw new IllegalArgumentException("optimizer: " + name
                    + " has no momentum to set. Fix: use sgd, rmsprop or muon, or leave it out.");
        }
        return switch (named(name)) {
            case "sgd" -> new SGD(parameters, lr).momentum(momentum).weightDecay(weightDecay);
            case "adam" -> new Adam(parameters, lr).weightDecay(weightDecay);
            case "adamw" -> new AdamW(parameters, lr).weightDecay(weightDecay);
            case "rmsprop" -> new RMSprop(parameters, lr).momentum(momentum).weightDecay(weightDecay);
            case "adagrad" -> new Adagrad(parameters, lr).weightDecay(weightDecay);
            case "muon" -> new Muon(parameters, lr).momentum(momentum).weightDecay(weightDecay);
            default -> throw new IllegalArgumentException(NearestName.unknown("optimizer", name, NAMES));
        };
    }

    private static String named(String name) {
        return Given.required(name, "optimizer", "its name", "pass sgd, or another one");
    }
}
