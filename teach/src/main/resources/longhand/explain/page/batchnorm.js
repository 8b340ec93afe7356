"use strict";
// Batch normalisation, its running statistics and its gradients: what longhand.explain.BatchNormExplainer says, for numbers that change.

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
    this.dY = operand("dY", "gradient of the loss by Y", upstreamOf(arrays.dY, dims), "dY");
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
    views.push(gradientView("input-gradient", "Backward to X: "
        + (training ? "mean and variance depend on it, too" : "mean and variance are constants"), X, p => this.inputGradient(p)),
    gradientView("weight-gradient", "Backward to γ: the sum over the channel", gamma, c => this.gammaGradient(c)),
    gradientView("bias-gradient", "Backward to β: the sum over the channel", beta, c => oneLine("dβ", [c], this.gradients(c))));
    return {rule: "y = γ · (x - mean) / √(variance + ε) + β, with mean and variance of "
        + (training ? "the channel in this batch" : "the channel as they were in training"),
    facts, operands: [X, gamma, beta, mean, variance, this.dY], views};
  }

  channel(position) { return Math.floor(position / this.plane) % this.channels; }

  positions(channel) { return this.X.data.map((_, i) => i).filter(i => this.channel(i) === channel); }

  members(channel) { return this.positions(channel).map(i => numOf(this.X, i)); }

  meanOf(members) { return step("mean of the channel", quotient(sum(members), num(members.length))); }

  varianceOf(members, mean, by) {
    return step("variance of the channel", quotient(sum(members.map(m => power(minus(m, num(mean)), 2))), by));
  }

  /** Mean and variance that a channel is standardized with; in training, the steps to them are added. */
  statistics(channel, steps) {
    if (!this.settings.training) return {center: numOf(this.mean, channel), spread: numOf(this.variance, channel)};
    const members = this.members(channel), mean = this.meanOf(members), center = num(valueOf(mean.expr));
    const variance = this.varianceOf(members, center.value, num(members.length));
    steps.push(mean, variance);
    return {center, spread: num(valueOf(variance.expr))};
  }

  deviation({spread}) { return root(sum([spread, num(this.settings.eps)])); }

  standardized(position, statistics) {
    return quotient(minus(numOf(this.X, position), statistics.center), this.deviation(statistics));
  }

  forward(position) {
    const c = this.channel(position), steps = [], standard = this.standardized(position, this.statistics(c, steps));
    steps.push(step("standardized", standard));
    steps.push(step("with γ and β", sum([product(numOf(this.gamma, c), num(valueOf(standard))), numOf(this.beta, c)])));
    return working("Y", indexOf(this.X.dims, position), steps);
  }

  gradients(channel) { return sum(this.positions(channel).map(i => numOf(this.dY, i))); }

  products(channel, statistics) {
    return sum(this.positions(channel).map(i => product(numOf(this.dY, i), num(valueOf(this.standardized(i, statistics))))));
  }

  inputGradient(position) {
    const c = this.channel(position), steps = [], statistics = this.statistics(c, steps);
    const factor = quotient(numOf(this.gamma, c), this.deviation(statistics));
    let rest = numOf(this.dY, position);
    if (this.settings.training) {
      const standard = this.standardized(position, statistics), gradient = quotient(this.gradients(c), num(this.count));
      const products = quotient(this.products(c, statistics), num(this.count));
      steps.push(step("standardized", standard), step("mean of dY", gradient), step("mean of dY times the standardized numbers", products));
      rest = minus(minus(rest, num(valueOf(gradient))), product(num(valueOf(standard)), num(valueOf(products))));
    }
    steps.push(step("gradient", product(factor, rest)));
    return working("dX", indexOf(this.X.dims, position), steps);
  }

  gammaGradient(channel) {
    const steps = [], statistics = this.statistics(channel, steps);
    steps.push(step("dY times the standardized numbers", this.products(channel, statistics)));
    return working("dγ", [channel], steps);
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
