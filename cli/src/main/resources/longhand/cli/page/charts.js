"use strict";
/* Curves as SVG: in colours of the page's style, as wide as their figure, readable with mouse, keys and screen reader. */
const Charts = (() => {
  const NS = document.createRange().createContextualFragment("<svg></svg>").firstChild.namespaceURI;
  const HEIGHT = 260, LEFT = 58, RIGHT = 12, TOP = 10, BOTTOM = 36;

  const svgElement = (name, attributes, text) => {
    const element = document.createElementNS(NS, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /** A number with four digits that count. */
  function number(value) {
    if (!Number.isFinite(value)) return String(value);
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(2);
    return String(+value.toPrecision(4));
  }

  /** Round numbers from low to high, about count of them. */
  function ticks(low, high, count) {
    const raw = (high - low) / count, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(k => k * power).find(k => k >= raw) || 10 * power;
    const found = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9 && found.length < 50; i++) found.push(i * step);
    return found;
  }

  function range(values, fallback) {
    let low = Infinity, high = -Infinity;
    for (const v of values) if (Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); }
    if (low > high) return fallback;
    if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) {
      const around = Math.abs(low) / 10 || 1;
      return [low - around, high + around];
    }
    return [low, high];
  }

  /** Where the numbers of a chart lie on the picture. */
  function scales(spec, width) {
    const points = spec.series.flatMap(s => s.points), across = Math.max(60, width - LEFT - RIGHT);
    const positive = points.map(p => p[1]).filter(y => !spec.log || y > 0);
    const [x0, x1] = range(points.map(p => p[0]), [0, 1]);
    const [y0, y1] = range(spec.log ? positive.map(Math.log10) : positive, [0, 1]);
    const pad = (y1 - y0) * 0.05, low = spec.log || y0 < 0 || y0 - pad > 0 ? y0 - pad : 0, high = y1 + pad;
    const down = HEIGHT - TOP - BOTTOM;
    return {
      x0, x1, low, high,
      x: v => LEFT + (v - x0) / (x1 - x0) * across,
      y: v => TOP + (high - (spec.log ? Math.log10(v) : v)) / (high - low) * down,
      shown: v => Number.isFinite(v) && (!spec.log || v > 0),
    };
  }

  function axes(svg, spec, at, width) {
    const yTicks = spec.log ? logTicks(at.low, at.high) : ticks(at.low, at.high, 5);
    for (const v of yTicks) {
      const y = at.y(v);
      svg.append(svgElement("line", {class: "grid", x1: LEFT, x2: width - RIGHT, y1: y, y2: y}),
        svgElement("text", {x: LEFT - 6, y: y + 4, "text-anchor": "end"}, number(v)));
    }
    const whole = v => Math.abs(v - Math.round(v)) < 1e-9; // there is no epoch 1.5
    for (const v of ticks(at.x0, at.x1, Math.max(2, Math.floor(width / 110))).filter(whole)) {
      svg.append(svgElement("text", {x: at.x(v), y: HEIGHT - BOTTOM + 16, "text-anchor": "middle"}, number(v)));
    }
    svg.append(svgElement("text", {x: width - RIGHT, y: HEIGHT - 4, "text-anchor": "end"}, spec.x));
  }

  function logTicks(low, high) {
    const found = [];
    for (let e = Math.floor(low); e <= high; e++) for (const k of high - low > 2 ? [1] : [1, 2, 5]) {
      const v = k * 10 ** e;
      if (Math.log10(v) >= low && Math.log10(v) <= high) found.push(v);
    }
    return found.length <= 8 ? found : found.filter((_, i) => i % Math.ceil(found.length / 8) === 0);
  }

  function path(points, at) {
    let text = "", pen = "M";
    for (const [x, y] of points) {
      if (!at.shown(y)) { pen = "M"; continue; }
      text += pen + at.x(x).toFixed(1) + " " + at.y(y).toFixed(1);
      pen = "L";
    }
    return text;
  }

  function draw(figure) {
    const {spec, svg} = figure.chart, width = Math.max(260, Math.round(figure.clientWidth) || 560);
    const at = scales(spec, width);
    svg.replaceChildren();
    svg.setAttribute("viewBox", "0 0 " + width + " " + HEIGHT);
    axes(svg, spec, at, width);
    for (const s of spec.series) {
      const colour = "var(--c" + s.colour + ")";
      svg.append(svgElement("path", {class: s.faint ? "curve faint" : "curve", d: path(s.points, at), stroke: colour,
        "stroke-dasharray": s.dashed ? "6 4" : "none"}));
      if (!s.faint && s.points.length <= 60) for (const [x, y] of s.points) if (at.shown(y)) {
        svg.append(svgElement("circle", {cx: at.x(x), cy: at.y(y), r: 3, fill: colour}));
      }
    }
    figure.chart.at = at;
    svg.setAttribute("aria-label", summary(spec));
    showCursor(figure);
  }

  function summary(spec) {
    const parts = spec.series.filter(s => s.points.length).map(s => {
      const [x, y] = s.points[s.points.length - 1];
      return s.name + ": " + number(y) + " at " + spec.x + " " + number(x);
    });
    return spec.title + ". " + (parts.join("; ") || "no numbers yet") + ". Arrow keys read the numbers.";
  }

  function showCursor(figure) {
    const {spec, svg, at, cursor, readout} = figure.chart;
    svg.querySelectorAll(".cursor").forEach(line => line.remove());
    if (cursor === null) { readout.textContent = ""; return; }
    const parts = spec.series.filter(s => s.points.length).map(s => s.name + " " + number(nearest(s.points, cursor)[1]));
    readout.textContent = spec.x + " " + number(cursor) + ": " + parts.join(", ");
    svg.append(svgElement("line", {class: "cursor", x1: at.x(cursor), x2: at.x(cursor), y1: TOP, y2: HEIGHT - BOTTOM}));
  }

  const nearest = (points, x) => points.reduce((a, b) => Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a);
  /** The x of all points, in order: where the keys stop. */
  const stops = spec => [...new Set(spec.series.flatMap(s => s.points.map(p => p[0])))].sort((a, b) => a - b);

  function onKey(figure, event) {
    const all = stops(figure.chart.spec);
    if (!all.length || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = all.length - 1;
    const now = figure.chart.cursor === null ? last : all.indexOf(nearest(all.map(x => [x]), figure.chart.cursor)[0]);
    const page = Math.max(1, Math.round(all.length / 20));
    const next = {ArrowLeft: now - 1, ArrowRight: now + 1, PageUp: now + page, PageDown: now - page, Home: 0, End: last}[event.key];
    if (event.key === "Escape") figure.chart.cursor = null;
    else if (next === undefined) return;
    else figure.chart.cursor = all[Math.min(last, Math.max(0, next))];
    event.preventDefault();
    showCursor(figure);
  }

  function onPoint(figure, event) {
    const {spec, svg, at} = figure.chart, all = stops(spec), box = svg.getBoundingClientRect();
    if (!all.length) return;
    const share = ((event.clientX - box.left) / box.width * svg.viewBox.baseVal.width - at.x(at.x0)) / (at.x(at.x1) - at.x(at.x0));
    figure.chart.cursor = nearest(all.map(x => [x]), at.x0 + share * (at.x1 - at.x0))[0];
    showCursor(figure);
  }

  /** Shows curves in a figure; a second call changes them. Series: name, points [[x, y], …], colour 1 to 6, faint, dashed. */
  function line(figure, spec) {
    if (!figure.chart) {
      const svg = svgElement("svg", {role: "img", tabindex: 0});
      figure.chart = {svg, cursor: null, readout: element("p", "readout"), legend: element("ul", "legend")};
      figure.chart.readout.setAttribute("aria-live", "polite");
      figure.append(element("figcaption", "", spec.title), svg, figure.chart.legend, figure.chart.readout);
      svg.addEventListener("keydown", e => onKey(figure, e));
      svg.addEventListener("pointermove", e => onPoint(figure, e));
      svg.addEventListener("pointerleave", () => { figure.chart.cursor = null; showCursor(figure); });
      new ResizeObserver(() => draw(figure)).observe(figure);
    }
    figure.chart.spec = spec;
    figure.chart.legend.replaceChildren(...spec.series.map(s => {
      const item = element("li", "", s.name), mark = element("i", s.dashed ? "dashed" : "");
      mark.style.borderColor = "var(--c" + s.colour + ")";
      item.prepend(mark);
      return item;
    }));
    draw(figure);
  }

  /** A histogram as a small picture. */
  function bars(histogram, label) {
    const svg = svgElement("svg", {viewBox: "0 0 96 26", width: 96, height: 26, role: "img", "aria-label": label});
    const most = Math.max(1, ...histogram.counts), width = 96 / histogram.counts.length;
    histogram.counts.forEach((count, i) => {
      const height = 24 * count / most;
      svg.append(svgElement("rect", {x: i * width, y: 25 - height, width: Math.max(0.5, width - 0.6), height, fill: "var(--c1)"}));
    });
    svg.append(svgElement("line", {class: "grid", x1: 0, x2: 96, y1: 25.5, y2: 25.5}));
    return svg;
  }

  return {line, bars, number, element};
})();
