package longhand.cli;

import java.util.Locale;

/** What {@code explain} can explain and {@code check} can check, by the names on the command line. */
enum Operation {
    CORR2D, CONV2D, CONV1X1, MAXPOOL, AVGPOOL, LINEAR, SOFTMAX, SGD, ADAM, ADAMW, BATCHNORM, BATCHNORM_EVAL,
    OUTPUT_SIZE, PARAMETERS, RECEPTIVE_FIELD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
