"use strict";
// Softmax, cross-entropy and the gradient of both: what longhand.explain.SoftmaxExplainer says, for numbers that change.

operations.softmax = {
  title: problem => problem.arrays.t ? "Softmax and cross-entropy" : "Softmax",
  controls: [
    lengthControl("samples", "samples", [["z", 0], ["t", 0]]), lengthControl("classes", "classes", [["z", 1]]),
    arrayControl("t", "right classes and loss", p => filled(0, [p.arrays.z.dims[0]]))],
  compute: problem => new SoftmaxWorking(problem).explanation()
};

/**
 * Beyond this, exp() of a logit is no number for paper: the largest logit is subtracted first, which changes nothing. The
 * logarithm of a share that is so much smaller than the largest is written without the share, which could round to 0.
 */
const LARGE_LOGIT = 30;

class SoftmaxWorking {
  constructor({arrays}) {
    this.Z = operand("Z", "logits", arrays.z, "z");
    this.t = arrays.t && requireSize(operand("t", "right classes", arrays.t, "t"), [arrays.z.dims[0]]);
    const classes = columnsOf(arrays.z.dims);
    if (this.t && !this.t.data.every(k => Number.isInteger(k) && k >= 0 && k < classes)) {
      throw new Error("The right classes t are whole numbers from 0 to " + (classes - 1) + ".");
    }
  }

  explanation() {
    const {Z, t} = this, views = [{name: "forward", title: "Softmax: each logit's share",
      target: {name: "P", title: "probabilities", dims: Z.dims}, at: p => this.probability(p), frames: () => []}];
    if (t) {
      views.push({name: "loss", title: "Cross-entropy: minus the logarithm of the right class's share, averaged",
        target: {name: "L", title: "loss", dims: []}, at: () => this.loss(), frames: () => [], reads: ["P"]});
      views.push({...gradientView("input-gradient", "Backward to Z: probability minus 1 for the right class", Z, p => this.gradient(p)), reads: ["P"]});
    }
    return {rule: "e to the power of each logit, divided by the sum of these over the row"
        + (t ? "; the loss is minus the logarithm of the right class's probability, averaged over the samples" : ""),
    facts: [], operands: t ? [Z, t] : [Z], views};
  }

  largest(n) { return Math.max(...this.Z.data.slice(n * columnsOf(this.Z.dims), (n + 1) * columnsOf(this.Z.dims))); }

  exponent(n, k) {
    const logit = numAt(this.Z, 0, n, k), largest = this.largest(n);
    return Math.abs(largest) > LARGE_LOGIT ? minus(logit, num(largest)) : logit;
  }

  power(n, k) { return exp(this.exponent(n, k)); }

  total(n) {
    const powers = [];
    for (let k = 0; k < columnsOf(this.Z.dims); k++) powers.push(this.power(n, k));
    return sum(powers);
  }

  share(n, k) { return num(valueOf(this.power(n, k)) / valueOf(this.total(n)), "P", n * columnsOf(this.Z.dims) + k); }

  probability(position) {
    const [n, k] = indexOf(this.Z.dims, position), total = this.total(n);
    return working("P", [n, k], [step("sum of the row", total), step("share", quotient(this.power(n, k), num(valueOf(total))))]);
  }

  loss() {
    const steps = this.t.data.map((k, n) => step("sample " + n + ", class " + k, this.lossOf(n, k)));
    steps.push(step("mean", quotient(sum(steps.map(s => num(valueOf(s.expr)))), num(this.t.data.length))));
    return working("L", [], steps);
  }

  lossOf(n, k) {
    return this.largest(n) - numAt(this.Z, 0, n, k).value > LARGE_LOGIT ? minus(ln(num(valueOf(this.total(n)))), this.exponent(n, k))
        : negative(ln(this.share(n, k)));
  }

  gradient(position) {
    const [n, k] = indexOf(this.Z.dims, position), right = this.t.data[n] === k;
    return oneLine("dZ", [n, k], quotient(minus(this.share(n, k), num(right ? 1 : 0)), num(this.t.data.length)),
        right ? "the right class of sample " + n : "");
  }
}
