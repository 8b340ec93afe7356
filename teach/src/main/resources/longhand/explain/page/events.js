"use strict";
// Mouse, touch and keyboard. A click selects, pointing only previews, so that the mouse may cross other cells on its way to
// the working. Keys do something only where a cell has the focus; elsewhere the page scrolls and buttons are pressed as usual.

const stage = byId("stage");
const cellAt = e => e.target.closest && e.target.closest("td[data-at]");
const figureAround = td => td.closest("figure");

function isTarget(td) { return figureAround(td).classList.contains("target"); }
function operandOf(td) { return state.answer.operands.find(o => o.name === figureAround(td).dataset.operand); }
function isEditable(td) { return !td.classList.contains("pad") && Boolean(operandOf(td)); }

stage.addEventListener("click", e => {
  const td = cellAt(e);
  if (!td || td.classList.contains("pad") || td.querySelector("input")) return;
  const again = document.activeElement === td;
  choose(td);
  if (again && isEditable(td)) edit(td, "");
});

/** Selects a number of the result, or in a backward view the gradient of the number of an operand. */
function choose(td) {
  const name = figureAround(td).dataset.reads, place = td.dataset.at;
  if (isTarget(td)) {
    select(Number(place));
    remember();
  } else if (state.view > 0) {
    const back = state.answer.views.findIndex(v => v.target.name === "d" + name);
    if (back > 0 && back !== state.view) chooseView(back);
    if (back > 0) select(Number(place));
    if (back > 0) remember();
  }
  focusCell(figureOfName(figureAround(td).dataset.operand), place);
}

function figureOfName(name) { return state.figures.get(name); }

function focusCell(figure, place) {
  const td = figure && figure.querySelector("td[data-at='" + place + "']");
  if (!td || td.classList.contains("pad")) return false;
  figure.querySelectorAll("td[tabindex='0']").forEach(other => { other.tabIndex = -1; });
  td.tabIndex = 0;
  td.focus();
  return true;
}

stage.addEventListener("pointerover", e => {
  const td = cellAt(e);
  if (td && e.pointerType === "mouse" && isTarget(td)) show(Number(td.dataset.at));
});
stage.addEventListener("pointerout", e => {
  const td = cellAt(e), to = e.relatedTarget && e.relatedTarget.closest && e.relatedTarget.closest("figure.target td[data-at]");
  if (td && isTarget(td) && !to) show(state.cell);
});

stage.addEventListener("keydown", e => {
  const td = cellAt(e);
  if (!td || e.target.tagName === "INPUT" || e.ctrlKey || e.metaKey || e.altKey) return;
  const place = placeAfter(td, e.key);
  if (place !== null) {
    e.preventDefault();
    const figure = figureAround(td);
    if (focusCell(figure, place) && isTarget(td)) {
      select(place);
      focusCell(figure, place);
      remember();
    }
  } else if (isEditable(td) && (e.key === "Enter" || e.key === "F2" || /^[-\d.]$/.test(e.key))) {
    e.preventDefault();
    edit(td, /^[-\d.]$/.test(e.key) ? e.key : "");
  }
});

/** Where a key leads from a cell: the neighbour, over the edges of a row to the next; null for other keys. */
function placeAfter(td, key) {
  const dims = figureDims(figureAround(td)), here = Number(td.dataset.at), all = sizeOf(dims), columns = columnsOf(dims);
  const start = here - here % columns;
  const places = {ArrowRight: (here + 1) % all, ArrowLeft: (here - 1 + all) % all, ArrowDown: (here + columns) % all,
    ArrowUp: (here - columns + all) % all, Home: start, End: start + columns - 1};
  return key in places ? places[key] : null;
}

function figureDims(figure) {
  const operand = state.answer.operands.find(o => o.name === figure.dataset.operand);
  const view = viewNow(), picture = (view.pictures || []).find(t => t.name === figure.dataset.operand);
  const other = state.answer.views.find(v => v.target.name === figure.dataset.operand);
  return (operand || picture || other.target).dims;
}

/** A field over a cell; Enter or leaving it takes the number, Escape leaves everything as it was. */
function edit(td, typed) {
  const o = operandOf(td), place = Number(td.dataset.at), old = String(o.data[place]);
  const input = element("input", {class: "edit", inputmode: "decimal", "aria-label": "new value of " + o.name, autocomplete: "off"});
  input.value = typed || old;
  td.append(input);
  input.focus();
  if (!typed) input.select();
  let done = false;
  const finish = taken => {
    if (done) return;
    done = true;
    const value = readNumber(input.value);
    input.remove();
    if (taken && !Number.isFinite(value)) say("'" + input.value + "' is not a number. Write 19, -2.5, 1e-3 or 1/3.");
    else if (taken && value !== o.data[place]) change(o, place, value);
    focusCell(figureOfName(o.name), place);
  };
  input.addEventListener("keydown", e => {
    if (e.key === "Enter" || e.key === "Escape") {
      e.preventDefault();
      e.stopPropagation();
      finish(e.key === "Enter");
    }
  });
  input.addEventListener("blur", () => finish(true));
}

function change(o, place, value) {
  const data = o.data.slice();
  data[place] = value;
  const before = state.problem.arrays[o.key], dims = before && before.data.length === data.length ? before.dims : o.dims;
  if (use(withArray(state.problem, o.key, array(dims, data)))) remember();
}

const box = byId("working");
box.addEventListener("pointerover", e => light(e.target.closest(".term")));
box.addEventListener("pointerleave", () => light(null));
box.addEventListener("keydown", e => {
  const terms = Array.from(box.querySelectorAll(".term")), move = {ArrowRight: 1, ArrowLeft: -1}[e.key];
  if (!move || !terms.length || e.ctrlKey || e.metaKey || e.altKey) return;
  e.preventDefault();
  const now = terms.findIndex(t => t.classList.contains("hot"));
  light(terms[now < 0 ? (move > 0 ? 0 : terms.length - 1) : (now + move + terms.length) % terms.length]);
});
box.addEventListener("blur", () => light(null));

byId("slide").addEventListener("click", slide);
byId("start-again").addEventListener("click", () => {
  state.cell = 0;
  use(original);
  remember();
});
byId("copy").addEventListener("click", async () => {
  remember();
  try {
    await navigator.clipboard.writeText(location.href);
    say("The address is copied. It holds all that you changed.");
  } catch (e) {
    say("Copy the address of this page from the address line; it holds all that you changed.");
  }
});

/** A picture becomes the input: gray, 0 black to 1 white, two decimals, at most 28 rows and columns. */
byId("picture").addEventListener("change", async e => {
  const file = e.target.files[0];
  if (!file) return;
  try {
    const picture = await createImageBitmap(file), shrink = Math.max(1, picture.width / 28, picture.height / 28);
    const width = Math.max(1, Math.round(picture.width / shrink)), height = Math.max(1, Math.round(picture.height / shrink));
    const canvas = element("canvas", {width, height}), pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, width, height);
    usePicture(pen.getImageData(0, 0, width, height).data, height, width);
  } catch (fault) {
    say(file.name + " is not a picture that this browser can read. Use PNG, JPEG, GIF or WebP.");
  }
});

function usePicture(rgba, height, width) {
  const channels = state.problem.arrays.x.dims[0], plane = [];
  for (let i = 0; i < rgba.length; i += 4) {
    plane.push(Math.round((0.299 * rgba[i] + 0.587 * rgba[i + 1] + 0.114 * rgba[i + 2]) / 2.55) / 100);
  }
  const data = Array.from({length: channels}, () => plane).flat();
  if (use(withArray(state.problem, "x", array([channels, height, width], data)))) remember();
}

byId("picture-box").hidden = !operation.picture;
byId("editing").hidden = !Object.keys(original.arrays).length;
window.addEventListener("hashchange", recall);
window.addEventListener("resize", () => show(state.cell));
recall();
