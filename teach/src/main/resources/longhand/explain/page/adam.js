"use strict";
// One step of Adam or AdamW, as in torch.optim.Adam: what longhand.explain.AdamExplainer says, for numbers that change.

operations.adam = {
  title: problem => "One step of " + (problem.settings.decoupled ? "AdamW" : "Adam"),
  controls: [numberControl("lr", "learning rate"), numberControl("beta1", "β₁"), numberControl("beta2", "β₂"), numberControl("eps", "ε"),
    numberControl("weightDecay", "weight decay"), flagControl("decoupled", "decoupled weight decay (AdamW)"), numberControl("step", "step t")],
  compute: problem => new AdamWorking(problem).explanation()
};

class AdamWorking {
  constructor({arrays, settings}) {
    this.settings = settings;
    this.W = operand("W", "weights before the step", arrays.w, "w");
    this.g = operand("g", "gradient of the loss", arrays.g, "g");
    this.m = operand("m", "first moment before the step", arrays.m, "m");
    this.v = operand("v", "second moment before the step", arrays.v, "v");
    [this.g, this.m, this.v].forEach(o => requireSize(o, this.W.dims));
    for (const beta of [settings.beta1, settings.beta2]) {
      if (!(beta >= 0 && beta < 1)) throw new Error("β is " + format(beta) + "; it is a share from 0 to below 1.");
    }
    if (!(settings.eps >= 0)) throw new Error("ε is " + format(settings.eps) + "; it is 0 or more.");
    if (!Number.isInteger(settings.step) || settings.step < 1) throw new Error("The first step is number 1; give a whole number from 1.");
    if (this.v.data.some(n => n < 0)) throw new Error("A second moment is a mean of squares, so it is 0 or more.");
  }

  explanation() {
    const {W, g, m, v, settings: {lr, step: t}} = this;
    const view = (name, title, target, targetTitle, at) => ({name, title, target: {name: target, title: targetTitle, dims: W.dims}, at, frames: () => []});
    return {rule: "mix the gradient into the first moment and its square into the second, divide both by 1 - β^t, then new weight = "
        + "weight - learning rate · first / (√second + ε)",
    facts: ["learning rate " + format(lr) + ", step t = " + t], operands: [W, g, m, v], views: [
      view("forward", "The step of each weight", "W'", "weights after the step", p => this.step(p)),
      view("first-moment", "The running mean of the gradients", "m'", "first moment after the step", p => this.moment("m'", p, this.first)),
      view("second-moment", "The running mean of their squares", "v'", "second moment after the step", p => this.moment("v'", p, this.second))]};
  }

  /** The line of the gradient with weight decay, if there is one. */
  decayed(position) {
    const {weightDecay, decoupled} = this.settings;
    return weightDecay === 0 || decoupled ? []
      : [step("gradient with weight decay", sum([numOf(this.g, position), product(num(weightDecay), numOf(this.W, position))]))];
  }

  slope(position, decayed) { return decayed.length ? num(valueOf(decayed[0].expr)) : numOf(this.g, position); }

  first(position, slope) {
    const {beta1} = this.settings;
    return sum([product(num(beta1), numOf(this.m, position)), product(num(restOf(beta1)), slope)]);
  }

  second(position, slope) {
    const {beta2} = this.settings;
    return sum([product(num(beta2), numOf(this.v, position)), product(num(restOf(beta2)), power(slope, 2))]);
  }

  moment(name, position, of) {
    const steps = this.decayed(position), last = of.call(this, position, this.slope(position, steps));
    return working(name, indexOf(this.W.dims, position), steps.concat([step(steps.length ? "moment" : "", last)]));
  }

  step(position) {
    const {lr, beta1, beta2, eps, weightDecay, decoupled} = this.settings;
    const steps = this.decayed(position), slope = this.slope(position, steps);
    let weight = numOf(this.W, position);
    if (decoupled && weightDecay !== 0) {
      steps.push(step("weight after its decay", minus(weight, product(product(num(lr), num(weightDecay)), weight))));
      weight = num(valueOf(steps[steps.length - 1].expr));
    }
    const mean = step("first moment", this.first(position, slope)), square = step("second moment", this.second(position, slope));
    const correctedMean = this.corrected(mean, beta1), correctedSquare = this.corrected(square, beta2);
    const change = quotient(product(num(lr), num(valueOf(correctedMean.expr))), sum([root(num(valueOf(correctedSquare.expr))), num(eps)]));
    return working("W'", indexOf(this.W.dims, position),
        steps.concat([mean, square, correctedMean, correctedSquare, step("new weight", minus(weight, change))]));
  }

  /** A moment as it would be if it had not begun at 0. */
  corrected(moment, beta) {
    return step(moment.label + ", corrected", quotient(num(valueOf(moment.expr)), minus(num(1), power(num(beta), this.settings.step))));
  }
}

/** 1 - β as it is written: 1 - 0.9 is 0.1, not 0.09999999999999998. */
function restOf(beta) { return Math.round((1 - beta) * 1e12) / 1e12; }
