"use strict";
// Windows as longhand.shape.Window2d has them: {kernel, stride, padding, dilation}, each [height, width], and ceilMode.

/** Output size of one side; an error where the window does not fit. */
function outputSide(n, w, d) {
  const k = w.kernel[d], s = w.stride[d], p = w.padding[d], gap = w.dilation[d];
  const side = d === 0 ? "height" : "width", reach = gap * (k - 1) + 1;
  if (n + 2 * p < reach) {
    throw new Error("The window covers " + reach + " and does not fit into input " + side + " " + n
        + (p ? " with padding " + p : "") + ". Make the window or the dilation smaller, or the padding larger.");
  }
  const slack = (n + 2 * p - reach) / s, out = (w.ceilMode ? Math.ceil(slack) : Math.floor(slack)) + 1;
  return w.ceilMode && (out - 1) * s >= n + p ? out - 1 : out;
}

function outputSize(dims, w) { return [outputSide(rowsOf(dims), w, 0), outputSide(columnsOf(dims), w, 1)]; }

/** The output size with the numbers put in. */
function outputWorking(dims, w) {
  const height = sideWorking(rowsOf(dims), w, 0), width = sideWorking(columnsOf(dims), w, 1);
  return height === width ? "height and width: " + height : "height: " + height + "; width: " + width;
}

function sideWorking(n, w, d) {
  const open = w.ceilMode ? "⌈" : "⌊", close = w.ceilMode ? "⌉" : "⌋";
  return "out = " + open + "(n + 2p − d(k − 1) − 1) / s" + close + " + 1 = " + open + "(" + n + " + 2·" + w.padding[d] + " − " + w.dilation[d] + "·("
      + w.kernel[d] + " − 1) − 1) / " + w.stride[d] + close + " + 1 = " + outputSide(n, w, d);
}

/** Input row (d = 0) or column (d = 1) under window element u at output i. */
function under(w, d, i, u) { return i * w.stride[d] - w.padding[d] + u * w.dilation[d]; }

/** Visits window row u, column v and the input row and column under them, in reading order, padding too. */
function eachUnder(w, i, j, visit) {
  for (let u = 0; u < w.kernel[0]; u++) {
    for (let v = 0; v < w.kernel[1]; v++) visit(u, v, under(w, 0, i, u), under(w, 1, j, v));
  }
}

/** Output rows (d = 0) or columns (d = 1) whose windows touch an input row or column, ascending, with the element. */
function touching(w, d, place, outputs) {
  const found = [];
  for (let u = w.kernel[d] - 1; u >= 0; u--) {
    const i = (place + w.padding[d] - u * w.dilation[d]) / w.stride[d];
    if (Number.isInteger(i) && i >= 0 && i < outputs) found.push({i, u});
  }
  return found;
}

/** The frame around the window of output row i and column j, on a plane of an operand or on all (plane −1). */
function frameOf(name, plane, w, i, j) {
  return {operand: name, plane, row: under(w, 0, i, 0), column: under(w, 1, j, 0),
    rows: (w.kernel[0] - 1) * w.dilation[0] + 1, columns: (w.kernel[1] - 1) * w.dilation[1] + 1};
}
