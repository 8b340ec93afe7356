package longhand.ops;

import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** The elements of a tensor that an assignment changes. */
sealed interface AssignedPlaces permits AssignedPart, AssignedRows {

    /** Writes the value there: as many elements as there are places, or one for all of them. */
    void assign(Tensor value, Tensor x);

    /** The gradient of the value, given that of x after the assignment. */
    Tensor taken(Tensor g, Shape shape);
}
