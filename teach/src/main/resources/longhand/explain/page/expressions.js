"use strict";
// The right-hand side of a working: what is computed from which numbers, before it is computed. The value is evaluated
// in double precision, left to right, as on paper, and as longhand.explain.Expr does it.

/** A number and where it stands; a number of no array has no operand. */
function num(value, operand, at) { return {kind: "num", value, operand, at}; }
function sum(terms) { return {kind: "sum", terms}; }
function product(left, right) { return {kind: "product", left, right}; }
function minus(left, right) { return {kind: "minus", left, right}; }
function quotient(over, under) { return {kind: "quotient", over, under}; }
function max(of) { return {kind: "max", of}; }
function root(of) { return {kind: "root", of}; }
function power(base, exponent) { return {kind: "power", base, exponent}; }
function exp(of) { return {kind: "exp", of}; }
function ln(of) { return {kind: "ln", of}; }
function floor(of) { return {kind: "floor", of}; }
function negative(of) { return {kind: "negative", of}; }

function valueOf(e) {
  switch (e.kind) {
    case "num": return e.value;
    case "sum": return e.terms.reduce((s, t) => s + valueOf(t), 0);
    case "product": return valueOf(e.left) * valueOf(e.right);
    case "minus": return valueOf(e.left) - valueOf(e.right);
    case "quotient": return valueOf(e.over) / valueOf(e.under);
    case "max": return e.of.reduce((m, t) => Math.max(m, valueOf(t)), -Infinity);
    case "root": return Math.sqrt(valueOf(e.of));
    case "power": return Math.pow(valueOf(e.base), e.exponent);
    case "exp": return Math.exp(valueOf(e.of));
    case "ln": return Math.log(valueOf(e.of));
    case "floor": return Math.floor(valueOf(e.of));
    default: return -valueOf(e.of);
  }
}

/** How one number of a result comes about: lines that lead to it; the last gives the number. */
function working(name, index, steps, note) { return {name, index, steps, note: note || ""}; }
function oneLine(name, index, expr, note) { return working(name, index, [step("", expr)], note); }
function step(label, expr) { return {label, expr}; }
function resultOf(w) { return valueOf(w.steps[w.steps.length - 1].expr); }
function targetOf(w) { return w.index.length ? w.name + "[" + w.index.join(", ") + "]" : w.name; }

/** Plain text, for screen readers; what the command line prints. */
const TEXT = {
  number: n => format(n.value),
  fraction: (over, under) => grouped(over, TEXT) + "/" + grouped(under, TEXT),
  exp: e => "exp(" + write(e, TEXT) + ")",
  power: (base, exponent) => base + "^" + exponent,
  root: e => "√" + (e.kind === "num" ? grouped(e, TEXT) : "(" + write(e, TEXT) + ")"),
  term: text => text
};

/** HTML in which every number knows its place. */
const HTML = {
  number: n => n.operand === undefined ? format(n.value)
      : '<span class="n" data-o="' + n.operand + '" data-at="' + n.at + '">' + format(n.value) + "</span>",
  fraction: (over, under) => '<span class="frac"><span>' + write(over, HTML) + "</span><span>" + write(under, HTML) + "</span></span>",
  power: (base, exponent) => base + "<sup>" + exponent + "</sup>",
  root: e => "√" + (e.kind === "num" ? grouped(e, HTML) : "(" + write(e, HTML) + ")"),
  exp: e => HTML.term("e<sup>" + write(e, HTML) + "</sup>"),
  term: html => '<span class="term">' + html + "</span>"
};

/** Where parentheses go is decided here; the notation says how the signs look. */
function write(e, notation) {
  switch (e.kind) {
    case "num": return notation.number(e);
    case "sum": return e.terms.length === 0 ? "0" : e.terms.map((t, i) => i === 0 ? summand(t, notation) : laterSummand(t, notation)).join(" + ");
    case "product": return notation.term(factor(e.left, notation) + "·" + factor(e.right, notation));
    case "minus": return write(e.left, notation) + " - " + grouped(e.right, notation);
    case "quotient": return notation.fraction(e.over, e.under);
    case "max": return "max(" + e.of.map(t => notation.term(write(t, notation))).join(", ") + ")";
    case "exp": return notation.exp(e.of);
    case "power": return notation.power(factor(e.base, notation), e.exponent);
    case "root": return notation.root(e.of);
    case "floor": return "⌊" + write(e.of, notation) + "⌋";
    case "ln": return "ln(" + write(e.of, notation) + ")";
    default: return "-" + grouped(e.of, notation);
  }
}

function isNegative(e) { return e.kind === "negative" || e.kind === "num" && format(e.value).startsWith("-"); }
function isCompound(e) { return e.kind === "minus" || e.kind === "sum" && e.terms.length > 1; }
function summand(e, notation) { return e.kind === "num" ? notation.term(write(e, notation)) : write(e, notation); }
function laterSummand(e, notation) {
  return isNegative(e) || e.kind === "sum" || e.kind === "minus" ? notation.term("(" + write(e, notation) + ")") : summand(e, notation);
}
function factor(e, notation) {
  return e.kind === "sum" || e.kind === "minus" || isNegative(e) ? "(" + write(e, notation) + ")" : write(e, notation);
}
function grouped(e, notation) {
  return isCompound(e) || isNegative(e) ? "(" + write(e, notation) + ")" : write(e, notation);
}

/** A line of a working; a number that stands for itself is not written twice. */
function lineText(s) {
  const written = write(s.expr, TEXT), result = format(valueOf(s.expr));
  return written === result ? written : written + " " + equalsSign(valueOf(s.expr)) + " " + result;
}

/** The whole working as the command line prints it. */
function workingText(w) {
  const note = w.note ? "  (" + w.note + ")" : "";
  if (w.steps.length === 1) return targetOf(w) + " = " + lineText(w.steps[0]) + note;
  return targetOf(w) + ":" + note + w.steps.map(s => "\n  " + (s.label ? s.label + ": " : "") + lineText(s)).join("");
}

function workingHtml(w) {
  const lines = w.steps.map((s, i) => {
    const value = valueOf(s.expr), last = i === w.steps.length - 1;
    return '<div class="step">' + (s.label ? '<span class="label">' + s.label + ":</span> " : "") + write(s.expr, HTML)
        + " " + equalsSign(value) + " <b" + (last ? ' id="sum"' : "") + ">" + format(value) + "</b></div>";
  });
  return '<span class="name">' + targetOf(w) + "</span>" + lines.join("") + (w.note ? '<p class="note">' + w.note + "</p>" : "");
}
