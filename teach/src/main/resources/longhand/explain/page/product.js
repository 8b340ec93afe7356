"use strict";
// Matrix products and their gradients, as a linear layer Y = X·Wᵀ + b and as a 1×1 convolution Y = W·X: what
// longhand.explain.ProductExplainer and PointwiseExplainer say, for numbers that change.

operations.linear = {
  title: "Linear layer",
  controls: [
    lengthControl("samples", "samples", [["x", 0]]), lengthControl("inputs", "inputs", [["x", 1], ["w", 1]]),
    lengthControl("outputs", "outputs", [["w", 0], ["b", 0]]), arrayControl("b", "bias", p => filled(0, [p.arrays.w.dims[0]]))],
  compute: ({arrays}) => {
    const x = operand("X", "input, one row per sample", arrays.x, "x"), w = operand("W", "weights, one row per output", arrays.w, "w");
    const views = new ProductWorking(x, w, true, arrays.b, arrays.dY);
    return {rule: "each output is a row of X times a row of W, plus its bias", facts: [], operands: views.operands, views: views.views()};
  }
};

operations.conv1x1 = {
  title: "1×1 convolution as a matrix product",
  picture: "x",
  controls: [
    sizeControl("x", "image rows x columns"), lengthControl("channels", "input channels", [["x", 0], ["w", 1]]),
    lengthControl("outputs", "output channels", [["w", 0]])],
  compute: ({arrays}) => {
    const [channels, rows, columns] = arrays.x.dims, outputs = arrays.w.dims[0];
    const image = operand("image", "the input, one plane for each channel", arrays.x, "x", {reads: "X"});
    const x = operand("X", "input, one row per channel, one column per pixel", array([channels, rows * columns], arrays.x.data), "x");
    const w = operand("W", "kernel, O × C", arrays.w, "w");
    const working = new ProductWorking(w, x, false, null, arrays.dY), views = working.views();
    views[0].pictures = [{name: "Y as an image", title: "one plane for each output channel", dims: [outputs, rows, columns]}];
    return {rule: "row o of W times column p of X gives pixel p of output channel o",
      facts: ["pixel p stands at row p / " + columns + ", column p % " + columns + " of the image"],
      operands: [image].concat(working.operands), views};
  }
};

class ProductWorking {
  /** A·B, or A·Bᵀ + bias with transpose: A is m × k, B is k × n, or n × k. */
  constructor(a, b, transpose, bias, upstream) {
    const columns = transpose ? rowsOf(b.dims) : columnsOf(b.dims);
    this.a = a;
    this.b = b;
    this.transpose = transpose;
    requireSize(a, transpose ? [rowsOf(a.dims), columnsOf(b.dims)] : [rowsOf(a.dims), rowsOf(b.dims)]);
    this.bias = bias && requireSize(operand("b", "bias", bias, "b"), [columns]);
    this.dims = [rowsOf(a.dims), columns];
    this.dY = operand("dY", "gradient of the loss by Y", upstreamOf(upstream, this.dims), "dY");
    this.operands = this.bias ? [a, b, this.bias, this.dY] : [a, b, this.dY];
  }

  views() {
    const name = of => of.name === "W" ? "weight-gradient" : "input-gradient";
    const back = of => gradientView(name(of), "Backward to " + of.name, of, p => this.gradient(of, p));
    const views = [{name: "forward", title: "Forward: a row meets a " + (this.transpose ? "row" : "column"),
      target: {name: "Y", title: "output", dims: this.dims}, at: p => this.forward(p), frames: () => []}, back(this.a), back(this.b)];
    if (this.bias) views.push(gradientView("bias-gradient", "Backward to b", this.bias, p => this.biasGradient(p)));
    return views;
  }

  second(k, column) { return this.transpose ? numAt(this.b, 0, column, k) : numAt(this.b, 0, k, column); }

  forward(position) {
    const {row, column} = placeOf(this.dims, position), terms = [];
    for (let k = 0; k < columnsOf(this.a.dims); k++) terms.push(product(numAt(this.a, 0, row, k), this.second(k, column)));
    if (this.bias) terms.push(numOf(this.bias, column));
    return oneLine("Y", [row, column], sum(terms));
  }

  /** From every output that a number helped to make: that output's gradient times the number it met there. */
  gradient(of, position) {
    const {row, column} = placeOf(of.dims, position), first = of === this.a, terms = [];
    const k = first || this.transpose ? column : row, fixed = first || this.transpose ? row : column;
    for (let i = 0; i < this.dims[first ? 1 : 0]; i++) {
      terms.push(first ? product(numAt(this.dY, 0, fixed, i), this.second(k, i))
          : product(numAt(this.dY, 0, i, fixed), numAt(this.a, 0, i, k)));
    }
    return oneLine("d" + of.name, [row, column], sum(terms));
  }

  biasGradient(position) {
    const terms = [];
    for (let i = 0; i < this.dims[0]; i++) terms.push(numAt(this.dY, 0, i, position));
    return oneLine("db", [position], sum(terms));
  }
}
