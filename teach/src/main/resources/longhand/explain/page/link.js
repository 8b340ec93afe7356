"use strict";
// The state of the page in the fragment of its address, so that a "what if" can be sent to somebody. Only what differs
// from the page as it was written stands there: #x=3x3:0,1,2,3,4,5,6,7,8&stride=2x2&view=input-gradient&at=4

function arrayText(a) { return a ? a.dims.join("x") + ":" + a.data.join(",") : "none"; }

/** Arrays that a problem may be without: bias, right classes, the gradient that arrives. */
const OPTIONAL = ["b", "t", "dY"];

function damagedAt(what) {
  return new Error("The address of this page is damaged at '" + what + "'; the page shows what it was written with.");
}

/** like: the array that the page was written with, whose number of dimensions stays; null where there is none, or it may change. */
function readArray(text, what, like) {
  if (text === "none" && OPTIONAL.includes(what)) return null;
  const [sizes, numbers] = text.split(":"), dims = sizes.split("x").map(Number), texts = (numbers || "").split(","), data = texts.map(Number);
  const sound = dims.every(d => Number.isInteger(d) && d > 0) && sizeOf(dims) === data.length && data.length <= MOST_NUMBERS
      && texts.every(t => t.trim()) && data.every(Number.isFinite) && (!like || dims.length === like.dims.length);
  if (!sound) throw damagedAt(what);
  return array(dims, data);
}

function settingText(value) { return encodeURIComponent(JSON.stringify(value)); }

/** The fragment for a problem, a view and a cell. */
function fragmentOf(problem, original, view, cell) {
  const parts = [];
  for (const key of Object.keys({...original.arrays, ...problem.arrays})) {
    const now = arrayText(problem.arrays[key]);
    if (now !== arrayText(original.arrays[key])) parts.push(key + "=" + now);
  }
  for (const [name, value] of Object.entries(problem.settings)) {
    if (JSON.stringify(value) !== JSON.stringify(original.settings[name])) parts.push(name + "=" + settingText(value));
  }
  if (view !== "forward") parts.push("view=" + view);
  if (cell !== 0) parts.push("at=" + cell);
  return parts.length ? "#" + parts.join("&") : "";
}

/** What a fragment says: {problem, view, cell}; an error where it is damaged. */
function readFragment(fragment, original) {
  const state = {problem: original, view: "forward", cell: 0};
  for (const part of fragment.replace(/^#/, "").split("&").filter(p => p)) {
    const equals = part.indexOf("="), name = part.slice(0, equals), text = part.slice(equals + 1);
    if (name === "view") state.view = text;
    else if (name === "at") state.cell = Number(text);
    else if (Object.hasOwn(original.settings, name)) state.problem = withSetting(state.problem, name, readSetting(text, original.settings[name], name));
    else if (Object.hasOwn(original.arrays, name) || OPTIONAL.includes(name)) {
      state.problem = withArray(state.problem, name, readArray(text, name, name === "dY" ? null : original.arrays[name]));
    } else throw damagedAt(name || part);
  }
  return state;
}

/** Settings with a height and a width, and the least that each may be. */
const PAIRS = {kernel: 1, stride: 1, padding: 0, dilation: 1};

function isPair(value, name) {
  return value.length === 2 && value.every(n => Number.isInteger(n) && n >= PAIRS[name] && n <= MOST_SIDE);
}

function readSetting(text, like, name) {
  let value;
  try { value = JSON.parse(decodeURIComponent(text)); } catch (e) { value = undefined; }
  const sameKind = value !== null && typeof value === typeof like && Array.isArray(value) === Array.isArray(like)
      && (typeof value !== "number" || Number.isFinite(value));
  const sound = Array.isArray(like) ? sameKind && value.length > 0 && value.every(v => typeof v === typeof like[0])
      && (!(name in PAIRS) || isPair(value, name)) : sameKind;
  if (!sound) throw damagedAt(name);
  return value;
}
