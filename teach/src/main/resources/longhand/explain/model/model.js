"use strict";
// The model page: pictures of maps, and what is shown for the chosen place. place is what was chosen, overlay what lies on
// the picture.

const explorer = {place: null, overlay: model.evidence.length ? 0 : -1, gradient: false};
const el = id => document.getElementById(id);

function make(tag, attributes, children) {
  const e = document.createElement(tag);
  Object.entries(attributes || {}).forEach(([name, value]) => e.setAttribute(name, value));
  e.append(...(children || []));
  return e;
}

/** Draws one channel as a canvas whose pixels can be chosen: gray from least to most; gradients blue below 0, red above. */
function drawMap(canvas, stage, channel, gradient) {
  const s = stageAt(stage), k = s.kept.indexOf(channel), n = s.rows * s.columns;
  const values = (gradient ? s.gradient : s.values).subarray(k * n, (k + 1) * n);
  canvas.width = s.columns;
  canvas.height = s.rows;
  const pen = canvas.getContext("2d"), image = pen.createImageData(s.columns, s.rows);
  const range = n > 1 ? values : gradient ? s.gradient : s.values; // a single number is compared with its neighbours
  const low = range.reduce((a, b) => Math.min(a, b), Infinity), high = range.reduce((a, b) => Math.max(a, b), -Infinity);
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  values.forEach((v, i) => {
    const gray = high > low ? 255 * (v - low) / (high - low) : 0, fade = 255 * (1 - Math.abs(v) / most);
    image.data.set(gradient ? v > 0 ? [255, fade, fade, 255] : [fade, fade, 255, 255] : [gray, gray, gray, 255], 4 * i);
  });
  pen.putImageData(image, 0, 0);
}

/** A map with its frame; a click chooses a pixel, arrow keys move. */
function mapElement(stage, channel, size) {
  const s = stageAt(stage), canvas = make("canvas", {tabindex: "-1", role: "img", "data-stage": stage, "data-channel": channel,
    "aria-label": s.path + ", map " + channel + ", " + s.rows + " by " + s.columns + "; arrow keys move, Enter chooses"});
  canvas.style.width = size + "px";
  canvas.style.height = Math.max(6, size * s.rows / s.columns) + "px";
  drawMap(canvas, stage, channel, explorer.gradient && stage !== PICTURE);
  const box = make("div", {class: "map"}, [canvas, make("div", {class: "mark"})]);
  listen(canvas, stage, channel);
  return box;
}

function listen(canvas, stage, channel) {
  const s = stageAt(stage), share = (at, from, size, n) => Math.min(Math.max(0, Math.floor((at - from) / size * n)), n - 1);
  canvas.addEventListener("click", e => {
    const r = canvas.getBoundingClientRect();
    choosePlace({stage, channel, row: share(e.clientY, r.top, r.height, s.rows), column: share(e.clientX, r.left, r.width, s.columns)});
  });
  canvas.addEventListener("keydown", e => {
    const move = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [0, 0]}[e.key];
    if (!move || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    const p = explorer.place, here = p && p.stage === stage && p.channel === channel ? p : {row: 0, column: 0};
    const parts = ["#stages", "#zoom", ".top"], part = parts.find(name => canvas.closest(name));
    choosePlace(placeBeside(s, {stage, channel, row: here.row, column: here.column}, move));
    const now = explorer.place;
    document.querySelector(part + " canvas[data-stage='" + now.stage + "'][data-channel='" + now.channel + "']").focus();
  });
}

/** The place beside another; over the left and the right edge of a map lies the next map of the layer. */
function placeBeside(s, place, [down, right]) {
  const leaves = place.column + right < 0 || place.column + right >= s.columns, maps = s.kept.length;
  const over = leaves && place.stage !== PICTURE ? right : 0;
  return {stage: place.stage, channel: s.kept[(s.kept.indexOf(place.channel) + over + maps) % maps],
    row: (place.row + down + s.rows) % s.rows, column: (place.column + right + s.columns) % s.columns};
}

/** Puts the frame of a map around a part of it. */
function markPart(box, s, part) {
  const mark = box.querySelector(".mark"), canvas = box.querySelector("canvas");
  mark.hidden = !part;
  if (!part) return;
  const w = canvas.offsetWidth / s.columns, h = canvas.offsetHeight / s.rows;
  Object.assign(mark.style, {left: part.column * w + "px", top: part.row * h + "px", width: Math.max(4, part.columns * w) + "px", height: Math.max(4, part.rows * h) + "px"});
}

function drawPicture() {
  const canvas = el("picture"), pen = (canvas.width = picture.columns, canvas.height = picture.rows, canvas.getContext("2d"));
  const image = pen.createImageData(picture.columns, picture.rows), n = picture.rows * picture.columns, e = model.evidence[explorer.overlay];
  const low = picture.values.reduce((a, b) => Math.min(a, b), 0), high = picture.values.reduce((a, b) => Math.max(a, b), 1);
  for (let i = 0; i < n; i++) {
    const colour = [0, 1, 2].map(c => 255 * (picture.values[(picture.kept.length > 1 ? c * n : 0) + i] - low) / (high - low));
    const heat = e ? e.values[i] : 0, share = 0.65 * heat, warm = [Math.min(1, 2 * heat), Math.max(0, 2 * heat - 1), 0];
    image.data.set(colour.map((v, c) => v * (1 - share) + 255 * warm[c] * share).concat(255), 4 * i);
  }
  pen.putImageData(image, 0, 0);
  el("overlay-about").textContent = e ? "Laid over it: " + e.about + "; dark red little, yellow most." : "The picture as the network sees it.";
}

function drawStages() {
  el("stages").replaceChildren(...model.stages.map((s, i) => {
    const all = s.dims[0], maps = s.kept.map(c => mapElement(i, c, s.columns === 1 ? 16 : Math.max(56, Math.min(2 * s.columns, 110))));
    const some = s.kept.length < all ? "; " + s.kept.length + " of " + all + " shown, those that matter most to the score" : "";
    if (maps.length) maps[0].firstChild.tabIndex = 0; // Tab goes from layer to layer
    return make("section", {id: "stage-" + i}, [make("h3", {}, [s.path + ": " + s.layer]),
      make("p", {class: "soft"}, [s.dims.join(" × ") + some]), make("div", {class: "maps"}, s.kind === "flatten" ? [] : maps)]);
  }));
}

function choosePlace(place) {
  explorer.place = place;
  const s = stageAt(place.stage), w = workingOf(place), f = fieldOf(place);
  el("place").textContent = s.path + ", " + (s.dims.length === 3 ? "map " + place.channel + ", row " + place.row + ", column " + place.column : "number " + place.channel);
  const value = numberAt(place), gradient = numberAt(place, true);
  el("place-value").textContent = "value " + short(value) + "; gradient of the score of " + model.classes[model.target].name + " by it " + short(gradient)
      + "; it sees " + (f.rows === picture.rows && f.columns === picture.columns ? "the whole picture" : f.rows + " × " + f.columns + " pixels, from row " + f.row + ", column " + f.column);
  el("how").textContent = w.sentence;
  el("windows").replaceChildren(...w.windows.map(win => windowElement(s, win)));
  el("summands").replaceChildren(...summandRows(w));
  const next = w.next ? [jump("one layer back", w.next)] : [];
  el("jumps").replaceChildren(...next);
  const zoom = s.dims.length === 3 ? mapElement(place.stage, place.channel, Math.min(300, el("inspector").clientWidth - 32)) : null;
  el("zoom").replaceChildren(...(zoom ? [zoom] : []));
  if (zoom) zoom.firstChild.tabIndex = 0;
  drawMarks();
}

/** Frames the chosen place, its receptive field on the picture, and its window on the maps that it was computed from. */
function drawMarks() {
  const place = explorer.place, s = stageAt(place.stage), w = workingOf(place), zoom = el("zoom").firstChild;
  if (zoom) markPart(zoom, s, {row: place.row, column: place.column, rows: 1, columns: 1});
  markPart(el("picture").parentElement, picture, fieldOf(place));
  document.querySelectorAll("#stages .map").forEach(box => {
    const c = box.firstChild, mine = Number(c.dataset.stage) === place.stage && Number(c.dataset.channel) === place.channel;
    if (Number(c.dataset.stage) === place.stage) c.tabIndex = mine ? 0 : -1;
    const inputs = s.window && Number(c.dataset.stage) === s.source && w.windows.some(win => win.channel === Number(c.dataset.channel));
    markPart(box, stageAt(Number(c.dataset.stage)), mine ? {row: place.row, column: place.column, rows: 1, columns: 1} : inputs ? windowPart(s, place) : null);
  });
}

function windowPart(s, place) {
  const w = s.window, side = d => (w.kernel[d] - 1) * w.dilation[d] + 1;
  return {row: underWindow(w, 0, place.row, 0), column: underWindow(w, 1, place.column, 0), rows: side(0), columns: side(1)};
}

function jump(text, place) {
  const b = make("button", {type: "button"}, [text]);
  b.addEventListener("click", () => { choosePlace(place); el("place").focus(); });
  return b;
}

/** The numbers under the window and the weights on them, side by side as tables. */
function windowElement(s, win) {
  const source = stageAt(s.source), columns = s.window.kernel[1];
  const grid = (label, numbers, cell) => make("table", {class: "numbers"}, [make("caption", {}, [label]), make("tbody", {}, rowsOfNumbers(numbers, columns).map((row, i) =>
    make("tr", {}, [make("th", {scope: "row"}, [String(i)])].concat(row.map(cell)))))]);
  const cell = n => {
    const td = make("td", {class: win.best && win.best.row === n.at.row && win.best.column === n.at.column ? "best" : ""}, []);
    td.append(jump(short(n.value), n.at));
    td.firstChild.disabled = n.at.row < 0 || n.at.column < 0 || n.at.row >= source.rows || n.at.column >= source.columns;
    td.firstChild.setAttribute("aria-label", source.path + " map " + win.channel + ", row " + n.at.row + ", column " + n.at.column + ": " + short(n.value));
    return td;
  };
  const parts = [grid(source.path + " " + win.channel, win.numbers, cell)];
  if (win.weights) {
    const most = Math.max(...win.weights.map(Math.abs)) || 1;
    parts.push(make("span", {class: "sign"}, ["·"]), grid("kernel learnt", win.weights, v => make("td", {style: "--share:" + Math.round(100 * Math.abs(v) / most) + "%",
      class: v < 0 ? "below" : "above"}, [short(v)])), make("span", {class: "sign"}, ["→ " + short(win.sum)]));
  }
  return make("div", {class: "window"}, parts);
}

function rowsOfNumbers(numbers, columns) {
  return Array.from({length: numbers.length / columns}, (_, i) => numbers.slice(i * columns, (i + 1) * columns));
}

function summandRows(w) {
  const rows = w.windows.filter(win => win.weights).map(win => ({what: "input channel " + win.channel, value: win.sum})).concat(w.rows);
  if (!rows.length) return [];
  const row = r => make("tr", {}, [make("th", {scope: "row"}, r.from ? [jump(r.what, r.from)] : [r.what]), make("td", {class: "n"}, [short(r.value)])]);
  return rows.map(row).concat(row({what: "together", value: w.total}));
}

/** From a class to the number that is its score. */
function chooseClass(k) {
  for (let i = model.stages.length - 1; i >= 0; i--) {
    const s = model.stages[i];
    if (s.dims[0] === model.classes.length && s.kept.includes(k) && s.kind !== "other" && s.kind !== "flatten") return choosePlace({stage: i, channel: k, row: 0, column: 0});
  }
  return undefined;
}

model.classes.map((c, k) => ({...c, k})).sort((a, b) => b.probability - a.probability).slice(0, 10).forEach(c => {
  const percent = (100 * c.probability).toFixed(1) + " %", b = make("button", {type: "button"}, [c.name]);
  b.addEventListener("click", () => chooseClass(c.k));
  el("classes").append(make("tr", {}, [make("th", {scope: "row"}, [b]), make("td", {class: "n"}, [percent]),
    make("td", {class: "bar-cell"}, [make("span", {class: "share", style: "width:" + percent.replace(" ", "")})]), make("td", {class: "n"}, [short(c.score)])]));
});
[["nothing", -1]].concat(model.evidence.map((e, i) => [e.title, i])).forEach(([title, i]) => el("overlay").append(make("option", {value: i}, [title])));
el("overlay").value = explorer.overlay;
el("overlay").addEventListener("change", () => { explorer.overlay = Number(el("overlay").value); drawPicture(); });
el("gradients").addEventListener("change", () => {
  explorer.gradient = el("gradients").checked;
  drawStages();
  if (explorer.place) choosePlace(explorer.place);
});
listen(el("picture"), PICTURE, 0);
window.addEventListener("resize", () => { if (explorer.place) drawMarks(); });
drawPicture();
drawStages();
chooseClass(model.target);
