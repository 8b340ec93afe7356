package longhand.nn.optim;

import java.util.List;
import longhand.names.NearestName;
import longhand.nn.Parameter;

/** The optimisers by name, with the settings that a command line or a recipe has for them. */
public final class Optimizers {
    private static final List<String> NAMES = List.of("sgd", "adam", "adamw", "rmsprop", "adagrad");

    private Optimizers() {}

    /** The names that {@link #create} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /** The weight decay that an optimiser has if nobody says anything: PyTorch gives AdamW 0.01, the others none. */
    public static double defaultWeightDecay(String name) {
        return name.equals("adamw") ? AdamW.DEFAULT_DECAY : 0;
    }

    /**
     * An optimiser.
     *
     * @param momentum for {@code sgd} and {@code rmsprop}; 0 for the others, which have none
     * @throws IllegalArgumentException if there is no optimiser of that name, or it has no momentum and should
     */
    public static Optimizer create(String name, List<Parameter> parameters, double lr, double momentum,
            double weightDecay) {
        if (momentum != 0 && !name.equals("sgd") && !name.equals("rmsprop")) {
            throw new IllegalArgumentException("optimizer: " + name
                    + " has no momentum to set. Fix: use sgd or rmsprop, or leave it out.");
        }
        return switch (name) {
            case "sgd" -> new SGD(parameters, lr).momentum(momentum).weightDecay(weightDecay);
            case "adam" -> new Adam(parameters, lr).weightDecay(weightDecay);
            case "adamw" -> new AdamW(parameters, lr).weightDecay(weightDecay);
            case "rmsprop" -> new RMSprop(parameters, lr).momentum(momentum).weightDecay(weightDecay);
            case "adagrad" -> new Adagrad(parameters, lr).weightDecay(weightDecay);
            default -> throw new IllegalArgumentException(NearestName.unknown("optimizer", name, NAMES));
        };
    }
}
