"use strict";
// How the number at a place comes about: {sentence, windows, rows, total}. windows: for each input channel that the page
// holds, its numbers, the kernel that was learnt, and the sum of their products; rows: further summands.

function workingOf(place) {
  if (place.stage === PICTURE) return {sentence: "A pixel of the picture: nothing computed it.", windows: [], rows: []};
  const s = model.stages[place.stage];
  if (s.source === BETWEEN) {
    return {sentence: "What this layer read was computed between layers (a sum, a function, or paths joined), so the page does not hold it.", windows: [], rows: []};
  }
  const how = {conv: convWorking, max: poolWorking, avg: poolWorking, mean: meanWorking, linear: linearWorking, flatten: flattenWorking};
  return (how[s.kind] || elementWorking)(s, place);
}

function windowNumbers(s, channel, place) {
  const w = s.window, numbers = [];
  for (let u = 0; u < w.kernel[0]; u++) {
    for (let v = 0; v < w.kernel[1]; v++) {
      const at = {stage: s.source, channel, row: underWindow(w, 0, place.row, u), column: underWindow(w, 1, place.column, v)};
      numbers.push({at, value: numberAt(at)});
    }
  }
  return numbers;
}

function convWorking(s, place) {
  const o = s.kept.indexOf(place.channel), kernel = s.kernels[o], size = s.window.kernel[0] * s.window.kernel[1];
  const windows = kernel.inputs.map((channel, c) => {
    const numbers = windowNumbers(s, channel, place), weights = Array.from(kernel.values.slice(c * size, (c + 1) * size));
    return {channel, numbers, weights, sum: numbers.reduce((t, n, i) => t + n.value * weights[i], 0)};
  });
  const total = numberAt(place), shown = windows.reduce((t, w) => t + w.sum, s.bias[o]), hidden = kernel.of - kernel.inputs.length;
  const rows = [{what: "bias", value: s.bias[o]}];
  if (hidden > 0) rows.unshift({what: hidden + " other input channels together", value: total - shown});
  return {sentence: "Each number of the window times the weight on it, added up over " + kernel.of + " input channel" + (kernel.of > 1 ? "s" : "") + ", plus the bias.",
    windows, rows, total};
}

function poolWorking(s, place) {
  const numbers = windowNumbers(s, place.channel, place), real = numbers.filter(n => n.at.row >= 0 && n.at.column >= 0
      && n.at.row < stageAt(s.source).rows && n.at.column < stageAt(s.source).columns);
  const best = real.reduce((b, n) => n.value > b.value ? n : b, real[0]);
  const sentence = s.kind === "max" ? "The largest number under the window, at row " + best.at.row + ", column " + best.at.column + "."
      : "The mean of the numbers under the window.";
  return {sentence, windows: [{channel: place.channel, numbers, best: s.kind === "max" ? best.at : null}], rows: [], total: numberAt(place)};
}

function meanWorking(s, place) {
  const source = stageAt(s.source);
  return {sentence: "The mean of all " + source.rows * source.columns + " numbers of map " + place.channel + ".", windows: [], rows: [],
    next: {stage: s.source, channel: place.channel, row: 0, column: 0}, total: numberAt(place)};
}

function linearWorking(s, place) {
  const o = s.kept.indexOf(place.channel), terms = (s.products || [])[o];
  if (!terms) return {sentence: "Numbers times weights, added up.", windows: [], rows: [], total: numberAt(place)};
  const total = numberAt(place), shown = terms.reduce((t, [, x, w]) => t + x * w, s.bias[o]);
  const rows = terms.map(([i, x, w]) => ({what: short(x) + " · " + short(w), value: x * w, from: inputUnit(place.stage, i)}));
  const inputs = s.inputs;
  if (inputs > terms.length) rows.push({what: inputs - terms.length + " smaller products together", value: total - shown});
  rows.push({what: "bias", value: s.bias[o]});
  return {sentence: "Each of the " + inputs + " inputs times its weight, added up, plus the bias. The largest products first.", windows: [], rows, total};
}

function flattenWorking(s, place) {
  return {sentence: "The same number, written into one long row.", windows: [], rows: [], next: inputUnit(place.stage, place.channel), total: numberAt(place)};
}

/** Activations, normalisations, dropout: one number in, one number out. */
function elementWorking(s, place) {
  const from = {...place, stage: s.source}, x = numberAt(from);
  return {sentence: x === undefined ? "Computed from the layer before." : s.layer + ": from " + short(x) + " to " + short(numberAt(place)) + ".",
    windows: [], rows: [], next: x === undefined ? undefined : from, total: numberAt(place)};
}

function short(v) { return v === undefined ? "?" : format(Number(v.toPrecision(3))); }
