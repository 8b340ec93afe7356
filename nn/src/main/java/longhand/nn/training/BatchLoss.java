package longhand.nn.training;

import longhand.data.Batch;
import longhand.names.Given;
import longhand.nn.Loss;
import longhand.nn.TargetLoss;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/** The loss of what a network made of a batch, a scalar: a {@code Loss} of its labels or a {@code TargetLoss}. */
@FunctionalInterface
interface BatchLoss {
    Tensor of(Tensor output, Batch batch);

    /** Of class labels. */
    static BatchLoss ofLabels(Loss loss) {
        Given.required(loss, "training", "the loss", "pass one, such as new CrossEntropyLoss()");
        return (output, batch) -> loss.forward(output, batch.labels());
    }

    /** Of targets of any shape. */
    static BatchLoss ofTargets(TargetLoss loss) {
        Given.required(loss, "training", "the loss", "pass one, such as Losses::mseLoss");
        return (output, batch) -> loss.forward(output, batch.targets());
    }

    /** The loss, which may be a user's: an error unless it is one number. */
    default Tensor checked(Tensor output, Batch batch) {
        Tensor loss = Given.required(of(output, batch), "training", "the result of the loss",
                "return a tensor of one number");
        if (loss.numel() != 1) {
            throw new ShapeException("training", "the loss has shape " + loss.shape() + " for an output of shape "
                    + output.shape(), "the loss of a batch is one number", "end it with mean() or sum()");
        }
        return loss;
    }
}
