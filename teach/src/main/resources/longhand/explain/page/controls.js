"use strict";
// What can be set beside the numbers themselves. A control is {name, label, kind, read, change}: read gives its text (or
// whether it is ticked) for a problem; change gives a new problem for a new text, or throws an error that says why not.

const MOST_SIDE = 64, MOST_NUMBERS = 20000;

function whole(text, label, least, most) {
  const n = Number(text);
  if (!Number.isInteger(n) || text === "" || n < least || n > most) {
    throw new Error(label + ": '" + text + "' is not a whole number from " + least + " to " + most + ".");
  }
  return n;
}

/** "2" or "2x3" as [height, width]. */
function readPair(text, label, least) {
  const parts = text.trim().split(/\s*[x×,]\s*/);
  if (parts.length > 2) throw new Error(label + ": write one number, or two as 2x3.");
  const sides = parts.map(p => whole(p, label, least, MOST_SIDE));
  return [sides[0], sides[sides.length - 1]];
}

function pairText(p) { return p[0] === p[1] ? String(p[0]) : p[0] + "x" + p[1]; }

function withSetting(problem, name, value) {
  return {...problem, settings: {...problem.settings, [name]: value}};
}

function withArray(problem, key, a) {
  if (a && a.data.length > MOST_NUMBERS) throw new Error("That would be " + a.data.length + " numbers; " + MOST_NUMBERS + " are the most.");
  const arrays = {...problem.arrays, [key]: a};
  if (!a) delete arrays[key];
  return {...problem, arrays};
}

/** A setting with a height and a width. */
function pairControl(name, label, least) {
  return {name, label, kind: "text", read: p => pairText(p.settings[name]),
    change: (p, text) => withSetting(p, name, readPair(text, label, least))};
}

function numberControl(name, label) {
  return {name, label, kind: "text", read: p => format(p.settings[name]), change: (p, text) => {
    const value = readNumber(text);
    if (!Number.isFinite(value)) throw new Error(label + ": '" + text + "' is not a number.");
    return withSetting(p, name, value);
  }};
}

function flagControl(name, label) {
  return {name, label, kind: "flag", read: p => p.settings[name], change: (p, on) => withSetting(p, name, on)};
}

/** Whether an optional array is there. start gives its first numbers. */
function arrayControl(key, label, start) {
  return {name: key, label, kind: "flag", read: p => Boolean(p.arrays[key]),
    change: (p, on) => withArray(p, key, on ? start(p) : null)};
}

/** Rows and columns of an array. */
function sizeControl(key, label) {
  return {name: key + "-size", label, kind: "text",
    read: p => pairText([rowsOf(p.arrays[key].dims), columnsOf(p.arrays[key].dims)]),
    change: (p, text) => {
      const a = p.arrays[key];
      return withArray(p, key, resized(a, a.dims.slice(0, -2).concat(readPair(text, label, 1)), 0));
    }};
}

/** One dimension that several arrays have in common: sides is a list of [key, dimension]. */
function lengthControl(name, label, sides) {
  const [first, dimension] = sides[0];
  return {name, label, kind: "text", read: p => String(p.arrays[first].dims[dimension]), change: (p, text) => {
    const n = whole(text, label, 1, MOST_SIDE);
    return sides.filter(([key]) => p.arrays[key]).reduce((q, [key, d]) => {
      const dims = q.arrays[key].dims.slice();
      dims[d] = n;
      return withArray(q, key, resized(q.arrays[key], dims, 0));
    }, p);
  }};
}
