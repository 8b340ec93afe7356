"use strict";
// Arrays are {dims, data}: sizes and numbers in row-major order. The last two dimensions are rows and columns,
// those before them count planes.

function array(dims, data) { return {dims, data}; }
function sizeOf(dims) { return dims.reduce((a, b) => a * b, 1); }
function filled(value, dims) { return array(dims, new Array(sizeOf(dims)).fill(value)); }
function rowsOf(dims) { return dims.length < 2 ? 1 : dims[dims.length - 2]; }
function columnsOf(dims) { return dims.length < 1 ? 1 : dims[dims.length - 1]; }
function planesOf(dims) { return sizeOf(dims.slice(0, -2)); }

/** The index along each dimension of a position. */
function indexOf(dims, position) {
  const index = [];
  for (let d = dims.length - 1; d >= 0; d--) {
    index[d] = position % dims[d];
    position = Math.floor(position / dims[d]);
  }
  return index;
}

/** Plane, row and column of a position. */
function placeOf(dims, position) {
  const r = rowsOf(dims), c = columnsOf(dims);
  return {plane: Math.floor(position / (r * c)), row: Math.floor(position / c) % r, column: position % c};
}

function isInside(dims, row, column) {
  return row >= 0 && row < rowsOf(dims) && column >= 0 && column < columnsOf(dims);
}

/** Where a plane, row and column stand: a position, or "plane,row,column" in the padding. */
function at(dims, plane, row, column) {
  return isInside(dims, row, column) ? (plane * rowsOf(dims) + row) * columnsOf(dims) + column
      : plane + "," + row + "," + column;
}

/** The numbers at the same indices in another size; what is new is filled. */
function resized(a, dims, fill) {
  const old = new Array(Math.max(0, dims.length - a.dims.length)).fill(1).concat(a.dims).slice(-dims.length);
  const data = new Array(sizeOf(dims));
  for (let i = 0; i < data.length; i++) {
    const index = indexOf(dims, i), kept = index.every((k, d) => k < old[d]);
    data[i] = kept ? a.data[index.reduce((p, k, d) => p * old[d] + k, 0)] : fill;
  }
  return array(dims, data);
}

/** The gradient that arrives: as given, or ones; of another size than the output where the output has changed. */
function upstreamOf(given, dims) {
  return !given ? filled(1, dims) : given.data.length === sizeOf(dims) ? array(dims, given.data) : resized(given, dims, 1);
}

/** An array on the page. key: the array of the problem that an edit changes; reads: the name its numbers have in formulas. */
function operand(name, title, a, key, more) {
  return Object.assign({name, title, dims: a.dims, data: a.data, key, reads: name, padding: [0, 0], pad: ""}, more);
}

/** An array whose size another one decides; an address can bring one that does not match. */
function requireSize(o, dims) {
  if (String(o.dims) !== String(dims)) throw new Error(o.name + " has the size " + o.dims.join(" x ") + "; it must be " + dims.join(" x ") + ".");
  return o;
}

/** The number of an operand at a plane, row and column, with its place; 0 in the padding. */
function numAt(o, plane, row, column) {
  const place = at(o.dims, plane, row, column);
  return num(typeof place === "number" ? o.data[place] : 0, o.name, place);
}

function numOf(o, position) { return num(o.data[position], o.name, position); }
