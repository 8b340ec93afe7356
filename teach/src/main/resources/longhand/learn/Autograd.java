import longhand.tensor.Tensor;

/*
 * Now let the machine do it. A tensor that requires gradients remembers what it is used for; backward() on one number walks back.
 *
 * The function here is f(x) = the sum of x³ over all elements.
 */
class Autograd {
    /** The gradient of f at x, a tensor of the same shape as x, found by autograd. */
    static Tensor gradient(Tensor x) {
        // BEGIN SOLUTION
        Tensor leaf = x.detach().requiresGrad(true);
        leaf.pow(3).sum().backward();
        return leaf.grad();
        // END SOLUTION
    }
}
