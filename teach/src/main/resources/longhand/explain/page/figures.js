"use strict";
// Arrays as tables: one table for each plane, with headers and a name for every cell. Wide planes are drawn as pictures
// whose cells still know their numbers.

/** From so many columns on, cells are small squares shaded from black (least) to white (most). */
const PICTURE_COLUMNS = 13;

function element(tag, attributes, children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== false) e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...(children || []));
  return e;
}

/** The figure of an operand or a target: {name, title, dims, data, key?, reads, padding, pad}. */
function figureOf(o, kind) {
  const f = element("figure", {class: kind, "data-operand": o.name, "data-reads": o.reads},
      [element("figcaption", {}, [element("b", {}, [o.name]), " " + o.title])]);
  const range = [Math.min(...o.data), Math.max(...o.data)], planes = planesOf(o.dims);
  const box = element("div", {class: "planes"});
  for (let p = 0; p < planes; p++) box.append(planeOf(o, p, planes, range));
  f.append(box);
  return f;
}

function planeOf(o, plane, planes, range) {
  const rows = rowsOf(o.dims), columns = columnsOf(o.dims), [ph, pw] = o.padding;
  const label = planes > 1 ? "[" + indexOf(o.dims.slice(0, -2), plane).join(", ") + "]" : "";
  const table = element("table", {role: "grid", "aria-label": o.name + label + ", " + o.title, "data-plane": plane,
    "data-top": ph, "data-left": pw,
    class: columns + 2 * pw >= PICTURE_COLUMNS ? "picture" : false});
  if (label) table.append(element("caption", {}, [label]));
  const head = element("tr", {}, [element("td", {class: "corner"})]);
  for (let j = -pw; j < columns + pw; j++) head.append(element("th", {scope: "col"}, [j >= 0 && j < columns ? String(j) : ""]));
  table.append(element("thead", {}, [head]));
  const body = element("tbody");
  for (let i = -ph; i < rows + ph; i++) {
    const row = element("tr", {}, [element("th", {scope: "row"}, [i >= 0 && i < rows ? String(i) : ""])]);
    for (let j = -pw; j < columns + pw; j++) row.append(cellOf(o, plane, i, j, range));
    body.append(row);
  }
  table.append(body);
  return element("div", {class: "plane"}, [table]);
}

function cellOf(o, plane, i, j, range) {
  const place = at(o.dims, plane, i, j);
  if (typeof place !== "number") return element("td", {class: "pad", "data-at": place, "aria-label": "padding"}, [o.pad]);
  const index = indexOf(o.dims, place), text = format(o.data[place]);
  const shade = range[1] > range[0] ? (o.data[place] - range[0]) / (range[1] - range[0]) : 0;
  return element("td", {"data-at": place, tabindex: -1, style: "--shade:" + Math.round(100 * shade) + "%",
    "aria-label": o.name + "[" + index.join(", ") + "] = " + text + (o.key ? ", can be changed" : "")}, [text]);
}

/** Draws frames over the tables of a figure; frames that are there already slide to their new place. */
function drawFrames(figure, frames) {
  figure.querySelectorAll("table").forEach(table => {
    const mine = frames.filter(f => f.plane < 0 || f.plane === Number(table.dataset.plane)), box = table.parentElement;
    const drawn = Array.from(box.querySelectorAll(".frame"));
    drawn.slice(mine.length).forEach(f => f.remove());
    mine.forEach((f, n) => {
      const e = drawn[n] || box.appendChild(element("div", {class: "frame", "aria-hidden": "true"}));
      placeFrame(e, table, f, n % 4);
    });
  });
}

/** Puts a frame around a window; inset keeps frames apart that would lie on each other. */
function placeFrame(e, table, f, inset) {
  const within = (n, most) => Math.min(Math.max(n, 0), most), rows = table.tBodies[0].rows;
  const cell = (row, column) => {
    const cells = rows[within(row + Number(table.dataset.top), rows.length - 1)].cells;
    return cells[1 + within(column + Number(table.dataset.left), cells.length - 2)].getBoundingClientRect();
  };
  const origin = table.parentElement.getBoundingClientRect();
  const first = cell(f.row, f.column), last = cell(f.row + f.rows - 1, f.column + f.columns - 1);
  e.style.left = first.left - origin.left + inset + "px";
  e.style.top = first.top - origin.top + inset + "px";
  e.style.width = last.right - first.left - 2 * inset + "px";
  e.style.height = last.bottom - first.top - 2 * inset + "px";
}
