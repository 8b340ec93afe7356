"use strict";
// One step of stochastic gradient descent, with momentum and weight decay as in torch.optim.SGD: what
// longhand.explain.SgdExplainer says, for numbers that change.

operations.sgd = {
  title: "One step of stochastic gradient descent",
  controls: [numberControl("lr", "learning rate"), numberControl("momentum", "momentum"), numberControl("weightDecay", "weight decay")],
  compute: problem => new SgdWorking(problem).explanation()
};

class SgdWorking {
  constructor({arrays, settings}) {
    this.settings = settings;
    this.W = operand("W", "weights before the step", arrays.w, "w");
    this.g = operand("g", "gradient of the loss", arrays.g, "g");
    this.v = operand("v", "velocity before the step", arrays.v, "v");
    [this.g, this.v].forEach(o => requireSize(o, this.W.dims));
  }

  explanation() {
    const {W, g, v, settings: {lr, momentum, weightDecay}} = this;
    const view = (name, title, target, targetTitle, at) => ({name, title, target: {name: target, title: targetTitle, dims: W.dims}, at, frames: () => []});
    const views = [view("forward", "The step of each weight", "W'", "weights after the step", p => this.step(p))];
    if (momentum !== 0) {
      views.push(view("velocity", "The velocity that the next step starts from", "v'", "velocity after the step",
          p => working("v'", indexOf(W.dims, p), this.towardsVelocity(p))));
    }
    return {rule: momentum === 0 && weightDecay === 0 ? "new weight = weight - learning rate · gradient"
      : "add weight decay to the gradient, mix it into the velocity, then new weight = weight - learning rate · velocity",
    facts: ["learning rate " + format(lr)], operands: momentum !== 0 ? [W, g, v] : [W, g], views};
  }

  step(position) {
    const steps = this.towardsVelocity(position);
    const direction = steps.length ? num(valueOf(steps[steps.length - 1].expr)) : numOf(this.g, position);
    const change = minus(numOf(this.W, position), product(num(this.settings.lr), direction));
    return working("W'", indexOf(this.W.dims, position), steps.concat([step(steps.length ? "new weight" : "", change)]));
  }

  /** The lines from the gradient to the direction of the step; none where the direction is the gradient. */
  towardsVelocity(position) {
    const {momentum, weightDecay} = this.settings, steps = [];
    let direction = numOf(this.g, position);
    if (weightDecay !== 0) {
      const decayed = sum([direction, product(num(weightDecay), numOf(this.W, position))]);
      steps.push(step("gradient with weight decay", decayed));
      direction = num(valueOf(decayed));
    }
    if (momentum !== 0) steps.push(step("velocity", sum([product(num(momentum), numOf(this.v, position)), direction])));
    return steps;
  }
}
