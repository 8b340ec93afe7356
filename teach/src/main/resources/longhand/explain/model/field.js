"use strict";
// The numbers of the model page: what each stage computed, where a number of it looks on the picture, and where it comes
// from. A place is {stage, channel, row, column}; stage -1 is the picture.

const PICTURE = -1, BETWEEN = -2;
const model = JSON.parse(document.getElementById("model").textContent);

function decode(text) {
  const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

model.stages.forEach(s => {
  s.values = decode(s.maps);
  s.gradient = decode(s.gradients);
  [s.rows, s.columns] = s.dims.length === 3 ? s.dims.slice(1) : [1, 1];
  (s.kernels || []).forEach(k => { k.values = decode(k.weights); });
});
const picture = {dims: model.picture.dims, rows: model.picture.dims[1], columns: model.picture.dims[2], kind: "picture",
  path: "picture", kept: model.picture.dims[0] > 1 ? [0, 1, 2] : [0], values: decode(model.picture.data),
  gradient: decode(model.picture.gradient)};
model.evidence.forEach(e => { e.values = Float32Array.from(atob(e.data), c => c.charCodeAt(0) / 255); });

function stageAt(index) { return index === PICTURE ? picture : model.stages[index]; }

/** The number at a place, or its gradient; undefined if the page does not hold the channel; 0 in the padding. */
function numberAt(place, gradient) {
  const s = stageAt(place.stage), k = s.kept.indexOf(place.channel);
  if (k < 0) return undefined;
  if (place.row < 0 || place.column < 0 || place.row >= s.rows || place.column >= s.columns) return 0;
  return (gradient ? s.gradient : s.values)[(k * s.rows + place.row) * s.columns + place.column];
}

/** The part of the picture on which a place depends, as far as it lies on the picture. */
function fieldOf(place) {
  if (place.stage === PICTURE) return {row: place.row, column: place.column, rows: 1, columns: 1};
  const f = model.stages[place.stage].field;
  if (!f) return {row: 0, column: 0, rows: picture.rows, columns: picture.columns};
  const top = f.start[0] + place.row * f.step[0], left = f.start[1] + place.column * f.step[1];
  const row = Math.max(0, top), column = Math.max(0, left);
  return {row, column, rows: Math.max(0, Math.min(picture.rows, top + f.size[0]) - row),
    columns: Math.max(0, Math.min(picture.columns, left + f.size[1]) - column)};
}

/** Input row (d = 0) or column (d = 1) under window element u at output i. */
function underWindow(w, d, i, u) { return i * w.stride[d] - w.padding[d] + u * w.dilation[d]; }

/** The place of unit i of what a stage reads; maps are read row by row, one after the other. */
function inputUnit(stage, i) {
  let source = model.stages[stage].source;
  if (source >= 0 && model.stages[source].kind === "flatten") source = model.stages[source].source;
  if (source === BETWEEN) return undefined;
  const s = stageAt(source), plane = s.rows * s.columns;
  return {stage: source, channel: Math.floor(i / plane), row: Math.floor(i / s.columns) % s.rows, column: i % s.columns};
}
