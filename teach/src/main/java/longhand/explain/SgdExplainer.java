package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.Expr.Minus;
import longhand.explain.Expr.Num;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Sum;
import longhand.shape.ShapeException;

/**
 * Puts one step of stochastic gradient descent into words, with PyTorch's momentum and weight decay ({@code
 * torch.optim.SGD}).
 */
final class SgdExplainer {
    private final Operand w;
    private final Operand g;
    private final Operand velocity;
    private final double lr;
    private final double momentum;
    private final double weightDecay;

    SgdExplainer(Values weights, Values gradient, Values velocity, double lr, double momentum, double weightDecay) {
        if (weights.size() != gradient.size() || velocity.size() != 0 && velocity.size() != weights.size()) {
            throw new ShapeException("sgd", weights.size() + " weights, " + gradient.size() + " gradients"
                    + (velocity.size() == 0 ? "" : ", " + velocity.size() + " velocities"),
                    "each weight has one gradient", "give as many of each");
        }
        this.w = Operand.of("W", "weights before the step", weights);
        this.g = Operand.of("g", "gradient of the loss", gradient.reshape(weights.dims()));
        this.velocity = Operand.of("v", "velocity before the step",
                velocity.size() == 0 ? Values.filled(0, weights.dims()) : velocity.reshape(weights.dims()));
        this.lr = lr;
        this.momentum = momentum;
        this.weightDecay = weightDecay;
    }

    Explanation explain() {
        List<Operand> operands = new ArrayList<>(List.of(w, g));
        if (momentum != 0) {
            operands.add(velocity);
        }
        String rule = momentum == 0 && weightDecay == 0 ? "new weight = weight - learning rate · gradient"
                : "add weight decay to the gradient, mix it into the velocity, then new weight = weight - learning rate · "
                        + "velocity";
        List<View> views = new ArrayList<>();
        views.add(new View(ViewNames.FORWARD, "The step of each weight", "W'", "weights after the step",
                w.values().dims(), this::step));
        if (momentum != 0) {
            views.add(new View(ViewNames.VELOCITY, "The velocity that the next step starts from", "v'",
                    "velocity after the step", w.values().dims(), this::velocityAfter));
        }
        return new Explanation("One step of stochastic gradient descent", rule,
                List.of("learning rate " + Numbers.format(lr)), operands, views,
                Setup.of("sgd").with("w", w.values()).with("g", g.values()).with("v", velocity.values()).with("lr", lr)
                        .with("momentum", momentum).with("weightDecay", weightDecay));
    }

    private Working step(int position) {
        List<Step> steps = towardsVelocity(position);
        Expr direction = steps.isEmpty() ? g.num(position) : Num.of(steps.getLast().expr().value());
        steps.add(new Step(steps.isEmpty() ? "" : "new weight",
                new Minus(w.num(position), new Product(Num.of(lr), direction))));
        return new Working("W'", Working.boxed(Index.of(w.values().dims(), position)), steps, "");
    }

    private Working velocityAfter(int position) {
        return new Working("v'", Working.boxed(Index.of(w.values().dims(), position)), towardsVelocity(position), "");
    }

    /** The lines from the gradient to the direction of the step; none where the direction is the gradient. */
    private List<Step> towardsVelocity(int position) {
        List<Step> steps = new ArrayList<>();
        Num direction = g.num(position);
        if (weightDecay != 0) {
            Expr decayed = new Sum(List.of(direction, new Product(Num.of(weightDecay), w.num(position))));
            steps.add(new Step("gradient with weight decay", decayed));
            direction = Num.of(decayed.value());
        }
        if (momentum != 0) {
            steps.add(new Step("velocity",
                    new Sum(List.of(new Product(Num.of(momentum), velocity.num(position)), direction))));
        }
        return steps;
    }
}
