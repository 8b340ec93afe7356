"use strict";
// Maximum and average pooling and their gradients: what longhand.explain.PoolingExplainer says, for numbers that change.

operations.pool = {
  title: problem => problem.settings.max ? "Maximum pooling" : "Average pooling",
  picture: "x",
  controls: [
    sizeControl("x", "input rows x columns"), lengthControl("channels", "channels", [["x", 0]]),
    pairControl("kernel", "window", 1), pairControl("stride", "stride", 1), pairControl("padding", "padding", 0),
    pairControl("dilation", "dilation", 1), flagControl("ceilMode", "round sizes up"), flagControl("max", "maximum (else average)"),
    flagControl("countIncludePad", "average counts padding")],
  compute: problem => new PoolingWorking(problem).explanation()
};

class PoolingWorking {
  constructor({arrays, settings}) {
    this.window = settings;
    this.max = settings.max;
    this.countPad = settings.countIncludePad;
    if (2 * settings.padding[0] > settings.kernel[0] || 2 * settings.padding[1] > settings.kernel[1]) {
      throw new Error("Pooling pads by at most half the window, or a window could lie in the padding alone. Use less padding.");
    }
    [this.h, this.w] = outputSize(arrays.x.dims, settings);
    const planes = settings.many || arrays.x.dims[0] > 1;
    this.outDims = planes ? [arrays.x.dims[0], this.h, this.w] : [this.h, this.w];
    this.X = operand("X", "input", array(planes ? arrays.x.dims : arrays.x.dims.slice(1), arrays.x.data), "x",
        {padding: settings.padding, pad: settings.max ? "-∞" : "0"});
    this.dY = operand("dY", "gradient of the loss by Y", upstreamOf(arrays.dY, this.outDims), "dY");
  }

  explanation() {
    const {X, dY, outDims, max} = this;
    const mean = "the mean of the numbers under the window; padding " + (this.countPad ? "counts as 0" : "is left out");
    return {rule: max ? "the largest number under the window; padding counts as −∞, and the first of equals is chosen" : mean,
      facts: ["output size, " + outputWorking(X.dims, this.window)], operands: [X, dY], views: [
        {name: "forward", title: "Forward: the window slides over X", target: {name: "Y", title: "output", dims: outDims},
          at: p => this.forward(p), frames: p => this.windowOf(placeOf(outDims, p))},
        gradientView("input-gradient", max ? "Backward to X: each window sends its gradient to the pixel it chose"
            : "Backward to X: each window shares its gradient evenly among its pixels", X, p => this.inputGradient(p),
            p => this.windowsOn(placeOf(X.dims, p)))]};
  }

  /** The real pixels under a window, in reading order. */
  pixels(i, j) {
    const found = [];
    eachUnder(this.window, i, j, (u, v, row, column) => { if (isInside(this.X.dims, row, column)) found.push({row, column}); });
    return found;
  }

  /** The pixel that maximum pooling chooses: the first of the largest. */
  largest(plane, i, j) {
    const value = p => numAt(this.X, plane, p.row, p.column).value;
    return this.pixels(i, j).reduce((best, p) => value(p) > value(best) ? p : best);
  }

  /** What the mean divides by; with ceil mode, what hangs over the padded image does not count. */
  divisor(i, j) {
    const ph = this.countPad ? this.window.padding[0] : 0, pw = this.countPad ? this.window.padding[1] : 0;
    let count = 0;
    eachUnder(this.window, i, j, (u, v, row, column) => {
      if (row >= -ph && row < rowsOf(this.X.dims) + ph && column >= -pw && column < columnsOf(this.X.dims) + pw) count++;
    });
    return count;
  }

  forward(position) {
    const place = placeOf(this.outDims, position), index = indexOf(this.outDims, position), {plane, row, column} = place;
    const real = this.pixels(row, column).map(p => numAt(this.X, plane, p.row, p.column));
    if (this.max) {
      const chosen = this.largest(plane, row, column);
      return oneLine("Y", index, max(real), "the pixel at (" + chosen.row + ", " + chosen.column + ")");
    }
    const all = [];
    eachUnder(this.window, row, column, (u, v, r, c) => all.push(numAt(this.X, plane, r, c)));
    return oneLine("Y", index, quotient(sum(this.countPad ? all : real), num(this.divisor(row, column))));
  }

  inputGradient(position) {
    const {plane, row, column} = placeOf(this.X.dims, position), terms = [];
    const rows = touching(this.window, 0, row, this.h), columns = touching(this.window, 1, column, this.w);
    const chose = (i, j) => {
      const p = this.largest(plane, i, j);
      return this.max && p.row === row && p.column === column;
    };
    for (const r of rows) {
      for (const c of columns) {
        const gradient = numAt(this.dY, plane, r.i, c.i);
        if (!this.max) terms.push(product(gradient, quotient(num(1), num(this.divisor(r.i, c.i)))));
        else if (chose(r.i, c.i)) terms.push(gradient);
      }
    }
    return oneLine("dX", indexOf(this.X.dims, position), sum(terms), touchedNote(rows, columns, chose));
  }

  windowOf(place) { return [frameOf("X", place.plane, this.window, place.row, place.column)]; }

  windowsOn(place) {
    const rows = touching(this.window, 0, place.row, this.h), columns = touching(this.window, 1, place.column, this.w);
    return rows.flatMap(r => columns.map(c => frameOf("X", place.plane, this.window, r.i, c.i)));
  }
}
