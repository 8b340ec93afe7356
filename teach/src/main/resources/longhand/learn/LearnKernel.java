import longhand.notes.CourseNotes;
import longhand.tensor.Tensor;

/*
 * Learn a kernel from data: x is a picture, y what an unknown 1×2 kernel made of it. Start with zeros, and in each of the steps
 * compute the sum of the squared errors, its gradient by the kernel, and go a little against it.
 *
 * This is how a network learns to see edges without being told what an edge is.
 */
class LearnKernel {
    /** The 1 × 2 kernel after the given number of steps with learning rate lr. */
    static Tensor learn(Tensor x, Tensor y, int steps, float lr) {
        Tensor kernel = Tensor.zeros(1, 2);
        for (int step = 0; step < steps; step++) {
            kernel = improve(kernel, x, y, lr);
        }
        return kernel;
    }

    /** The kernel after one step of gradient descent. */
    static Tensor improve(Tensor kernel, Tensor x, Tensor y, float lr) {
        // BEGIN SOLUTION
        Tensor leaf = kernel.detach().requiresGrad(true);
        CourseNotes.corr2d(x, leaf).sub(y).square().sum().backward();
        return leaf.detach().sub(leaf.grad().mul(lr));
        // END SOLUTION
    }
}
