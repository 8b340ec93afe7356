package longhand.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What {@code explain} can explain and {@code check} can check, by the names on the command line. */
enum Operation {
    CORR2D("input region kernel bias stride padding dilation groups gradient"),
    CONV2D("input region kernel bias stride padding dilation groups gradient"),
    CONV1X1("input region kernel gradient"),
    MAXPOOL("input region window stride padding dilation gradient"),
    AVGPOOL("input region window stride padding dilation gradient no-count-padding"),
    LINEAR("input region kernel bias gradient"),
    SOFTMAX("input region labels"),
    SGD("input region gradient velocity lr momentum weight-decay"),
    ADAM("input region gradient first-moment second-moment step lr beta1 beta2 eps weight-decay"),
    ADAMW("input region gradient first-moment second-moment step lr beta1 beta2 eps weight-decay"),
    BATCHNORM("input region kernel bias mean variance momentum eps gradient"),
    BATCHNORM_EVAL("input region kernel bias mean variance eps gradient"),
    OUTPUT_SIZE("size layers window stride padding dilation"),
    PARAMETERS("layers"),
    RECEPTIVE_FIELD("layers window stride padding dilation");

    /** Options of one layer, in place of {@code --layers}. */
    static final List<String> SINGLE_WINDOW = List.of("--window", "--stride", "--padding", "--dilation");

    private final List<String> options;

    /** @param options names of the options of {@link ProblemOptions} that it uses */
    Operation(String options) {
        this.options = Arrays.stream(options.split(" ")).map(name -> "--" + name).toList();
    }

    List<String> options() {
        return options;
    }

    boolean uses(String option) {
        return options.contains(option);
    }

    /** Whether it is an option of problems, and not one of the command. */
    static boolean isUsedBySome(String option) {
        return Arrays.stream(values()).anyMatch(operation -> operation.uses(option));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
