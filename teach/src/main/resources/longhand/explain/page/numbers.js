"use strict";
// How numbers look: the same digits as longhand.explain.Numbers, which the page's test compares.

/** A number as a person writes it: 19, 0.333333, -2.5, 1.5e-7; six significant digits. */
function format(value) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value === 0 ? 0 : value);
  const [mantissa, exponent] = value.toExponential(5).split("e");
  const digits = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return exponent >= -5 && exponent < 15 ? plain(digits, Number(exponent)) : digits + "e" + Number(exponent);
}

/** digits · 10^exponent without an e. */
function plain(digits, exponent) {
  const sign = digits.startsWith("-") ? "-" : "", all = digits.replace(/[-.]/g, "");
  if (exponent < 0) return sign + "0." + "0".repeat(-exponent - 1) + all;
  const whole = all.slice(0, exponent + 1).padEnd(exponent + 1, "0"), rest = all.slice(exponent + 1);
  return sign + whole + (rest ? "." + rest : "");
}

/** "=", or "≈" before a number that is shown rounded. */
function equalsSign(value) {
  const exact = !Number.isFinite(value) || Math.fround(Number(format(value))) === Math.fround(value);
  return exact ? "=" : "≈";
}

/** Reads a number as people type it: 2, -0.5, 1e-3, 1/3, 0,5; NaN if it is none. */
function readNumber(text) {
  const t = text.trim().replace(",", ".").replace("−", "-");
  const fraction = t.match(/^(-?[\d.]+)\/([\d.]+)$/);
  return fraction ? Number(fraction[1]) / Number(fraction[2]) : t === "" ? NaN : Number(t);
}
