"use strict";
// The page: what is shown, and what happens when somebody clicks, types or presses a key. All numbers are computed here,
// from the problem in the page and what was changed since.

const original = JSON.parse(document.getElementById("problem").textContent);
Object.values(original.arrays).forEach(a => { a.data = a.data.map(Number); }); // "NaN" and "Infinity" stand as texts
const operation = operations[original.operation];
const byId = id => document.getElementById(id);

/** problem: what is computed; view, cell: what is looked at; answer: the computed explanation; figures: by name. */
const state = {problem: original, view: 0, cell: 0, answer: null, numbers: new Map(), figures: new Map(), timer: 0};

function viewNow() { return state.answer.views[state.view]; }

/** All numbers of a view, computed once for each problem. */
function numbersOf(view) {
  if (!state.numbers.has(view.name)) {
    state.numbers.set(view.name, Array.from({length: sizeOf(view.target.dims)}, (_, i) => resultOf(view.at(i))));
  }
  return state.numbers.get(view.name);
}

/** Takes a problem if it can be computed; otherwise says why not and keeps the old one. */
function use(problem) {
  try {
    const answer = operation.compute(problem), cells = answer.operands.reduce((n, o) => n + o.data.length, 0)
        + answer.views.reduce((n, v) => n + sizeOf(v.target.dims), 0);
    if (cells > MOST_NUMBERS) throw new Error("The page would hold " + cells + " numbers; " + MOST_NUMBERS + " are the most.");
    const name = state.answer ? viewNow().name : "forward";
    Object.assign(state, {problem, answer, numbers: new Map()});
    state.view = Math.max(0, answer.views.findIndex(v => v.name === name));
    state.cell = Math.min(state.cell, sizeOf(viewNow().target.dims) - 1);
    draw();
    return true;
  } catch (e) {
    say(e.message);
    return false;
  }
}

function say(text) { byId("problem-message").textContent = text; }

/** Draws everything anew for the problem and the view. */
function draw() {
  const {answer, problem} = state, v = viewNow();
  byId("title").textContent = typeof operation.title === "function" ? operation.title(problem) : operation.title;
  byId("rule").textContent = answer.rule;
  byId("facts").replaceChildren(...answer.facts.map(f => element("p", {}, [f])));
  byId("views").replaceChildren(...answer.views.map((view, i) => {
    const b = element("button", {type: "button", "data-view": view.name, "aria-pressed": String(i === state.view)}, [view.name]);
    b.addEventListener("click", () => chooseView(i));
    return b;
  }));
  drawFigures(v);
  drawControls();
  select(state.cell);
  say(numbersOf(v).every(Number.isFinite) ? "" : "Some results are not finite: too large for a number, or 0 divided by 0.");
}

function drawFigures(v) {
  const gradient = v.target.name.startsWith("d"), stage = byId("stage");
  const others = state.answer.views.filter(o => (v.reads || []).includes(o.target.name));
  const shown = state.answer.operands.filter(o => gradient || !o.name.startsWith("d")).map(o => figureOf(o, o.name.startsWith("d") ? "upstream" : "input"));
  const target = t => ({...t, data: numbersOf(v), reads: t.reads || v.target.name, padding: [0, 0], pad: ""});
  others.forEach(o => shown.push(figureOf({...o.target, data: numbersOf(o), reads: o.target.name, padding: [0, 0], pad: ""}, "other")));
  shown.push(figureOf(target(v.target), "target"));
  (v.pictures || []).forEach(t => shown.push(figureOf(target(t), "target")));
  stage.replaceChildren(...shown);
  state.figures = new Map(shown.map(f => [f.dataset.operand, f]));
}

function drawControls() {
  const box = byId("controls");
  if (box.childElementCount === 0) box.append(...operation.controls.map(controlElement));
  operation.controls.forEach(c => {
    const input = byId("control-" + c.name), now = c.read(state.problem);
    if (c.kind === "flag") input.checked = now;
    else if (input !== document.activeElement) input.value = now;
    input.removeAttribute("aria-invalid");
  });
}

function controlElement(c) {
  const id = "control-" + c.name;
  const input = element("input", {id, type: c.kind === "flag" ? "checkbox" : "text", size: c.kind === "wide" ? 40 : 5, autocomplete: "off"});
  input.addEventListener("change", () => {
    let taken = false;
    try {
      taken = use(c.change(state.problem, c.kind === "flag" ? input.checked : input.value));
    } catch (e) {
      say(e.message);
    }
    if (taken) remember();
    else input.setAttribute("aria-invalid", "true");
  });
  return element("label", {class: c.kind, for: id}, [c.label, input]);
}

function chooseView(i) {
  state.view = i;
  state.cell = 0;
  draw();
  byId("views").children[i].focus();
  remember();
}

/** Selects a number of the result: its working, and the numbers it comes from. */
function select(cell) {
  state.cell = cell;
  show(cell);
  byId("spoken").textContent = workingText(viewNow().at(cell));
  document.querySelectorAll("#stage td[tabindex='0']").forEach(td => { td.tabIndex = -1; });
  const td = byId("stage").querySelector("figure.target td[data-at='" + cell + "']");
  state.figures.forEach(f => { const first = f.querySelector("td[data-at='0']"); if (first) first.tabIndex = 0; });
  if (td) {
    td.closest("figure").querySelectorAll("td[tabindex='0']").forEach(other => { other.tabIndex = -1; });
    td.tabIndex = 0;
  }
}

/** Shows the working of a number without selecting it. */
function show(cell) {
  const v = viewNow(), w = v.at(cell), box = byId("working");
  byId("view-title").textContent = v.title;
  box.innerHTML = workingHtml(w);
  for (const name of ["on", "hot", "now"]) document.querySelectorAll("#stage ." + name).forEach(e => e.classList.remove(name));
  box.querySelectorAll(".n").forEach(n => mark(n.dataset.o, n.dataset.at, "on"));
  mark(v.target.name, cell, "now");
  if (v.of) mark(v.of, cell, "now");
  const frames = v.frames(cell);
  state.figures.forEach((f, name) => drawFrames(f, frames.filter(r => r.operand === name)));
}

/** Marks a number in every figure that shows it. */
function mark(name, place, cls, on) {
  state.figures.forEach(f => {
    if (f.dataset.reads !== name) return;
    const td = f.querySelector("td[data-at='" + place + "']");
    if (td) td.classList.toggle(cls, on === undefined || on);
  });
}

/** Lights up the numbers of one product of the working. */
function light(term) {
  document.querySelectorAll(".hot").forEach(e => e.classList.remove("hot"));
  if (!term) return;
  term.classList.add("hot");
  term.querySelectorAll(".n").forEach(n => mark(n.dataset.o, n.dataset.at, "hot"));
}

function slide() {
  const button = byId("slide");
  clearInterval(state.timer);
  state.timer = state.timer ? 0 : setInterval(() => select((state.cell + 1) % sizeOf(viewNow().target.dims)), 900);
  button.setAttribute("aria-pressed", String(state.timer !== 0));
}

/** Puts the state into the address. */
function remember() {
  const fragment = fragmentOf(state.problem, original, viewNow().name, state.cell);
  try {
    history.replaceState(null, "", fragment || location.pathname + location.search);
  } catch (e) {
    location.hash = fragment; // some browsers refuse the other way in frames
  }
}

/** Takes the state from the address. */
function recall() {
  let wanted = {problem: original, view: "forward", cell: 0};
  let fault = "";
  try {
    const read = readFragment(location.hash, original), view = operation.compute(read.problem).views.find(v => v.name === read.view);
    if (!view) throw damagedAt("view");
    if (!(Number.isInteger(read.cell) && read.cell >= 0 && read.cell < sizeOf(view.target.dims))) throw damagedAt("at");
    wanted = read;
  } catch (e) {
    fault = e.message;
  }
  if (!use(wanted.problem)) return;
  state.view = state.answer.views.findIndex(v => v.name === wanted.view);
  state.cell = wanted.cell;
  draw();
  if (fault) say(fault);
}
