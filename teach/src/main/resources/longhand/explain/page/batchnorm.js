"use strict";
// Batch normalisation and its running statistics: what longhand.explain.BatchNormExplainer says, for numbers that change.

operations.batchnorm = {
  title: problem => "Batch normalisation in " + (problem.settings.training ? "training" : "evaluation"),
  controls: [flagControl("training", "training"), numberControl("eps", "ε"), numberControl("momentum", "momentum")],
  compute: problem => new BatchNormWorking(problem).explanation()
};

class BatchNormWorking {
  constructor({arrays, settings}) {
    this.settings = settings;
    const dims = arrays.x.dims;
    this.channels = dims.length === 3 ? dims[0] : dims[1];
    this.plane = dims.length === 2 ? 1 : rowsOf(dims) * columnsOf(dims);
    this.X = operand("X", dims.length === 2 ? "input, one row per sample, one column per channel" : "input, one plane for each channel", arrays.x, "x");
    this.gamma = operand("γ", "factor of each channel", arrays.gamma, "gamma");
    this.beta = operand("β", "what is added to each channel", arrays.beta, "beta");
    this.mean = operand("mean", "running mean of each channel", arrays.mean, "mean");
    this.variance = operand("var", "running variance of each channel", arrays.variance, "variance");
    [this.gamma, this.beta, this.mean, this.variance].forEach(o => requireSize(o, [this.channels]));
    this.count = this.X.data.length / this.channels;
    if (!(settings.momentum >= 0 && settings.momentum <= 1)) throw new Error("The momentum is a share from 0 to 1.");
    if (!(settings.eps >= 0)) throw new Error("ε is added to a variance, so it is 0 or more.");
    if (this.variance.data.some(n => n < 0)) throw new Error("A variance is a mean of squares, so it is 0 or more.");
    if (settings.training && this.count < 2) throw new Error("In training a channel needs 2 numbers to have a variance.");
  }

  explanation() {
    const {X, gamma, beta, mean, variance, settings: {training, eps, momentum}} = this;
    const view = (name, title, target, targetTitle, dims, at) => ({name, title, target: {name: target, title: targetTitle, dims}, at, frames: () => []});
    const views = [view("forward", "Forward: standardize each channel, then γ and β", "Y", "output", X.dims, p => this.forward(p))];
    const facts = ["ε = " + format(eps)];
    if (training) {
      facts.push("momentum " + format(momentum) + ", " + this.count + " numbers in each channel");
      views.push(view("running-mean", "The running mean moves towards that of the batch", "mean'", "running mean after the batch",
          [this.channels], c => this.running("mean'", c, mean, [this.meanOf(this.members(c))])),
      view("running-variance", "The running variance moves towards that of the batch", "var'", "running variance after the batch",
          [this.channels], c => this.runningVariance(c)));
    }
    return {rule: "y = γ · (x - mean) / √(variance + ε) + β, with mean and variance of "
        + (training ? "the channel in this batch" : "the channel as they were in training"),
    facts, operands: [X, gamma, beta, mean, variance], views};
  }

  channel(position) { return Math.floor(position / this.plane) % this.channels; }

  members(channel) {
    return this.X.data.map((_, i) => i).filter(i => this.channel(i) === channel).map(i => numOf(this.X, i));
  }

  meanOf(members) { return step("mean of the channel", quotient(sum(members), num(members.length))); }

  varianceOf(members, mean, by) {
    return step("variance of the channel", quotient(sum(members.map(m => power(minus(m, num(mean)), 2))), by));
  }

  forward(position) {
    const c = this.channel(position), steps = [];
    let center = numOf(this.mean, c), spread = numOf(this.variance, c);
    if (this.settings.training) {
      const members = this.members(c);
      steps.push(this.meanOf(members));
      center = num(valueOf(steps[0].expr));
      steps.push(this.varianceOf(members, center.value, num(members.length)));
      spread = num(valueOf(steps[1].expr));
    }
    const standard = quotient(minus(numOf(this.X, position), center), root(sum([spread, num(this.settings.eps)])));
    steps.push(step("standardized", standard));
    steps.push(step("with γ and β", sum([product(numOf(this.gamma, c), num(valueOf(standard))), numOf(this.beta, c)])));
    return working("Y", indexOf(this.X.dims, position), steps);
  }

  runningVariance(channel) {
    const members = this.members(channel), center = this.meanOf(members);
    return this.running("var'", channel, this.variance,
        [center, this.varianceOf(members, valueOf(center.expr), minus(num(members.length), num(1)))]);
  }

  running(name, channel, old, steps) {
    const {momentum} = this.settings, now = num(valueOf(steps[steps.length - 1].expr));
    return working(name, [channel], steps.concat([step("running",
        sum([product(minus(num(1), num(momentum)), numOf(old, channel)), product(num(momentum), now)]))]));
  }
}
