"use strict";
// 2-D cross-correlation and its gradients: what longhand.explain.ConvolutionExplainer says, for numbers that change.

const operations = {};

operations.conv2d = {
  title: "2-D cross-correlation (a convolution without flipping the kernel)",
  picture: "x",
  controls: [
    sizeControl("x", "input rows x columns"), channelsControl(),
    sizeControl("w", "kernel rows x columns"), lengthControl("outputs", "output channels", [["w", 0], ["b", 0]]),
    pairControl("stride", "stride", 1), pairControl("padding", "padding", 0), pairControl("dilation", "dilation", 1), groupsControl(),
    arrayControl("b", "bias", p => filled(0, [p.arrays.w.dims[0]]))],
  compute: problem => new ConvolutionWorking(problem).explanation()
};

/** Input channels: the kernel has planes for those of one group. */
function channelsControl() {
  const label = "input channels";
  return {name: "channels", label, kind: "text", read: p => String(p.arrays.x.dims[0]), change: (p, text) => {
    const n = whole(text, label, 1, MOST_SIDE);
    return withArray(withKernelPlanes(p, n, p.settings.groups), "x", resized(p.arrays.x, [n].concat(p.arrays.x.dims.slice(1)), 0));
  }};
}

function groupsControl() {
  const label = "groups";
  return {name: "groups", label, kind: "text", read: p => String(p.settings.groups), change: (p, text) => {
    const n = whole(text, label, 1, MOST_SIDE);
    return withSetting(withKernelPlanes(p, p.arrays.x.dims[0], n), "groups", n);
  }};
}

function withKernelPlanes(problem, channels, groups) {
  const [outputs, , rows, columns] = problem.arrays.w.dims;
  if (channels % groups !== 0 || outputs % groups !== 0) {
    throw new Error(groups + " groups do not divide " + channels + " input channels and " + outputs + " output channels evenly.");
  }
  return withArray(problem, "w", resized(problem.arrays.w, [outputs, channels / groups, rows, columns], 0));
}

class ConvolutionWorking {
  constructor({arrays, settings}) {
    const [outputs, met, rows, columns] = arrays.w.dims, many = settings.many || outputs > 1, channels = arrays.x.dims[0];
    if (channels !== met * settings.groups) {
      throw new Error("The input has " + channels + " channels and the kernel " + met + "; both must have as many"
          + (settings.groups === 1 ? "." : " for each of the " + settings.groups + " groups."));
    }
    if (outputs % settings.groups !== 0) {
      throw new Error(settings.groups + " groups do not divide " + outputs + " output channels evenly.");
    }
    this.outputs = outputs;
    this.channels = channels;
    this.groups = settings.groups;
    this.met = met;
    this.window = {kernel: [rows, columns], ...settings};
    [this.h, this.w] = outputSize(arrays.x.dims, this.window);
    this.outDims = many ? [outputs, this.h, this.w] : [this.h, this.w];
    const image = array(channels === 1 ? arrays.x.dims.slice(1) : arrays.x.dims, arrays.x.data);
    const kernel = array(many ? arrays.w.dims : arrays.w.dims.slice(channels > 1 ? 1 : 2), arrays.w.data);
    this.X = operand("X", "input", image, "x", {padding: settings.padding, pad: "0"});
    this.W = operand("W", "kernel", kernel, "w");
    this.b = arrays.b && requireSize(operand("b", "bias", arrays.b, "b"), [outputs]);
    this.dY = operand("dY", "gradient of the loss by Y", upstreamOf(arrays.dY, this.outDims), "dY");
  }

  explanation() {
    const {X, W, b, dY, outDims} = this;
    const views = [
      {name: "forward", title: "Forward: the window slides over X", target: {name: "Y", title: "output", dims: outDims},
        at: p => this.forward(p), frames: p => this.windowOf(placeOf(outDims, p))},
      gradientView("input-gradient", "Backward to X: the windows that touched a pixel send their gradient back", X,
          p => this.inputGradient(p), p => this.windowsOn(placeOf(X.dims, p))),
      gradientView("weight-gradient", "Backward to W: every place where a weight was used", W, p => this.kernelGradient(p))];
    if (b) {
      views.push(gradientView("bias-gradient", "Backward to b: it was added to every number of its channel", b, p => this.biasGradient(p)));
    }
    return {rule: "lay the kernel on the input, multiply what lies on each other, add up" + (b ? ", plus the bias of the channel" : ""),
      facts: ["output size, " + outputWorking(X.dims, this.window)].concat(this.groups === 1 ? [] :
          [this.groups + " groups: each output channel reads " + this.met + " of the " + this.channels + " input channels"]), operands: b ? [X, W, b, dY] : [X, W, dY], views};
  }

  /** The first input channel that an output channel reads. */
  firstChannel(output) { return Math.floor(output / (this.outputs / this.groups)) * this.met; }

  forward(position) {
    const {X, W, window, met} = this, place = placeOf(this.outDims, position), o = place.plane, steps = [];
    let padded = 0;
    for (let m = 0; m < met; m++) {
      const products = [], c = this.firstChannel(o) + m;
      eachUnder(window, place.row, place.column, (u, v, row, column) => {
        products.push(product(numAt(X, c, row, column), numAt(W, o * met + m, u, v)));
        if (!isInside(X.dims, row, column)) padded++;
      });
      steps.push(step("channel " + c, sum(products)));
    }
    const total = met === 1 ? steps.pop().expr.terms : steps.map(s => num(valueOf(s.expr)));
    if (this.b) total.push(numOf(this.b, o));
    steps.push(step(met === 1 ? "" : this.b ? "channels and bias" : "all channels", sum(total)));
    const note = padded === 0 ? "" : padded === 1 ? "one product has a 0 of the padding" : padded + " products have a 0 of the padding";
    return working("Y", indexOf(this.outDims, position), steps, note);
  }

  inputGradient(position) {
    const {X, W, dY, window, met} = this, place = placeOf(X.dims, position), products = [];
    const rows = touching(window, 0, place.row, this.h), columns = touching(window, 1, place.column, this.w);
    for (let o = 0; o < this.outputs; o++) {
      const m = place.plane - this.firstChannel(o);
      if (m < 0 || m >= met) continue;
      for (const r of rows) {
        for (const c of columns) {
          products.push(product(numAt(dY, o, r.i, c.i), numAt(W, o * met + m, r.u, c.u)));
        }
      }
    }
    return oneLine("dX", indexOf(X.dims, position), sum(products), touchedNote(rows, columns));
  }

  kernelGradient(position) {
    const {X, W, dY, window, met} = this, place = placeOf(W.dims, position), products = [];
    const o = Math.floor(place.plane / met), c = this.firstChannel(o) + place.plane % met;
    for (let i = 0; i < this.h; i++) {
      for (let j = 0; j < this.w; j++) {
        const row = under(window, 0, i, place.row), column = under(window, 1, j, place.column);
        products.push(product(numAt(dY, o, i, j), numAt(X, c, row, column)));
      }
    }
    return oneLine("dW", indexOf(W.dims, position), sum(products));
  }

  biasGradient(position) {
    const plane = this.h * this.w, terms = [];
    for (let i = 0; i < plane; i++) terms.push(numOf(this.dY, position * plane + i));
    return oneLine("db", [position], sum(terms));
  }

  windowOf(place) { return [frameOf("X", -1, this.window, place.row, place.column)]; }

  windowsOn(place) {
    const rows = touching(this.window, 0, place.row, this.h), columns = touching(this.window, 1, place.column, this.w);
    return rows.flatMap(r => columns.map(c => frameOf("X", place.plane, this.window, r.i, c.i)));
  }
}

function gradientView(name, title, of, at, frames) {
  return {name, title, target: {name: "d" + of.name, title: "gradient of the loss by " + of.name, dims: of.dims}, at, of: of.name,
    frames: frames || (() => [])};
}

function touchedNote(rows, columns, chosen) {
  const windows = rows.flatMap(r => columns.map(c => "(" + r.i + ", " + c.i + ")" + (chosen && chosen(r.i, c.i) ? " chose it" : "")));
  return windows.length ? "touched by the windows at " + windows.join(", ") : "no window touched this pixel";
}
