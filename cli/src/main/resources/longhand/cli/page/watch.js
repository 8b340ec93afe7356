"use strict";
/* The live page of a training: an EventSource brings a snapshot, then what is new. */
(() => {
  const MOST_POINTS = 3000;
  const byId = id => document.getElementById(id);
  const say = text => { byId("status").textContent = text; };
  const token = location.hash.slice(1);
  let run = null, steps = [], epochs = [], ended = false, waiting = false;

  /** JSON has no NaN: the server writes it as a text. */
  const numeric = rows => rows.map(row => row.map(Number));

  function start(snapshot) {
    run = snapshot;
    steps = numeric(snapshot.steps);
    epochs = snapshot.epochs;
    document.title = run.title + " – training";
    byId("title").textContent = run.title;
    byId("buttons").hidden = !run.controls || !token;
    byId("locked").hidden = !run.controls || !!token;
    const settings = Object.entries(run.settings).map(([name, value]) => {
      const row = Charts.element("tr"), head = Charts.element("th", "", name);
      head.scope = "row";
      row.append(head, Charts.element("td", "text", value));
      return row;
    });
    byId("settings").replaceChildren(...settings);
    if (snapshot.status) status(snapshot.status);
    if (snapshot.layers) layers(snapshot.layers);
    if (snapshot.pictures) pictures(snapshot.pictures);
    redraw();
  }

  function addSteps(rows) {
    const last = steps.length ? steps[steps.length - 1][0] : 0;
    steps.push(...numeric(rows).filter(row => row[0] > last));
    if (steps.length > MOST_POINTS) steps = steps.filter((_, i) => i % 2 === 1 || i > MOST_POINTS * 0.8);
    redraw();
  }

  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }

  const column = k => steps.filter(row => Number.isFinite(row[k])).map(row => [row[0], row[k]]);
  const byEpoch = key => epochs.map(e => [e.step, Number(e[key])]).filter(p => Number.isFinite(p[1]));

  function draw() {
    Charts.line(byId("loss"), {title: "Loss", x: "step", series: [
      {name: "batch", points: column(1), colour: 6, faint: true}, {name: "training, mean of the epoch so far", points: column(4), colour: 1},
      {name: run.heldOut, points: byEpoch("testLoss"), colour: 2}]});
    Charts.line(byId("accuracy"), {title: "Accuracy", x: "step", series: [
      {name: "training, mean of the epoch so far", points: column(5), colour: 1}, {name: run.heldOut, points: byEpoch("testAccuracy"), colour: 2}]});
    Charts.line(byId("lr"), {title: "Learning rate", x: "step", series: [{name: "learning rate", points: column(2), colour: 4}]});
    Charts.line(byId("gradient"), {title: "Gradient norm of all layers", x: "step", log: true,
      series: [{name: "gradient norm", points: column(3), colour: 3}]});
    const rows = epochs.map(e => {
      const row = Charts.element("tr");
      [e.epoch, e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy, e.imagesPerSecond].forEach((v, i) =>
        row.append(Charts.element(i ? "td" : "th", "", Charts.number(Number(v)))));
      row.firstChild.scope = "row";
      return row;
    });
    byId("epochs").replaceChildren(...rows);
  }

  function status(s) {
    ended = !!s.ended;
    byId("progress").max = s.steps;
    byId("progress").value = s.step;
    const tiles = {epoch: s.epoch, step: s.step + " of " + s.steps, loss: Charts.number(Number(s.loss)),
      accuracy: (100 * Number(s.accuracy)).toFixed(1) + " %", "images/s": Number(s.imagesPerSecond).toFixed(0),
      memory: s.memory, "time left": s.timeLeft};
    byId("tiles").replaceChildren(...Object.entries(tiles).filter(([, value]) => value).map(([name, value]) => {
      const tile = Charts.element("div");
      tile.append(Charts.element("dt", "", name), Charts.element("dd", "", value));
      return tile;
    }));
    if (s.text) say(s.text);
    if (ended) byId("answer").textContent = "";
    for (const name of ["stop", "save"]) byId(name).setAttribute("aria-disabled", String(ended)); // disabled would lose the focus
  }

  const span = h => Charts.number(Number(h.low)) + " to " + Charts.number(Number(h.high));

  function histogramCell(h, what) {
    const cell = Charts.element("td");
    if (h) cell.append(Charts.bars(h, "histogram of " + what + " from " + span(h)), Charts.element("div", "soft", span(h)));
    return cell;
  }

  function layers(data) {
    byId("layers-part").hidden = false;
    byId("layers-note").textContent = data.note;
    byId("layers").replaceChildren(...data.layers.map(layer => {
      const row = Charts.element("tr"), head = Charts.element("th", "", layer.name + " ");
      head.scope = "row";
      head.append(Charts.element("span", "soft", layer.type));
      const value = v => Charts.element("td", "", v === null || v === undefined ? "" : Charts.number(Number(v)));
      row.append(head, value(layer.gradientNorm), value(layer.updateRatio), histogramCell(layer.weights, "weights of " + layer.name),
        histogramCell(layer.activations, "activations of " + layer.name),
        Charts.element("td", "", layer.units ? layer.dead + " of " + layer.units : ""));
      return row;
    }));
  }

  function picture(p, shape) {
    const canvas = Charts.element("canvas");
    canvas.width = shape.width;
    canvas.height = shape.height;
    const bytes = Uint8Array.from(atob(p.pixels), c => c.charCodeAt(0)), plane = shape.width * shape.height;
    const context = canvas.getContext("2d"), image = context.createImageData(shape.width, shape.height);
    for (let i = 0; i < plane; i++) {
      for (let k = 0; k < 3; k++) image.data[4 * i + k] = bytes[(shape.channels === 3 ? k * plane : 0) + i];
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    return canvas;
  }

  function pictures(data) {
    byId("pictures-part").hidden = false;
    byId("pictures").replaceChildren(...data.pictures.map(p => {
      const right = p.predicted === p.truth, item = Charts.element("li", right ? "right" : "wrong");
      const text = p.predicted + " " + (100 * p.probability).toFixed(0) + " %" + (right ? " – right" : " – wrong, it is " + p.truth);
      const canvas = picture(p, data);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", p.truth + ", taken for " + text);
      item.append(canvas, Charts.element("p", "", text));
      return item;
    }));
  }

  /** The answer stays beside the button; the status goes on to say what the training does. */
  async function press(what) {
    try {
      const answer = await fetch("/" + what, {method: "POST", headers: {"X-Longhand-Token": token}});
      byId("answer").textContent = await answer.text();
    } catch (e) {
      byId("answer").textContent = "Training cannot be reached any more.";
    }
  }
  for (const name of ["stop", "save"]) byId(name).addEventListener("click", () => { if (!ended) press(name); });

  const events = new EventSource("/events");
  const on = (name, action) => events.addEventListener(name, e => action(JSON.parse(e.data)));
  on("start", start);
  on("steps", addSteps);
  on("epoch", e => { epochs.push(e); redraw(); });
  on("status", status);
  on("layers", layers);
  on("pictures", pictures);
  events.onerror = () => {
    if (ended) { events.close(); return; }
    say("The connection is lost; trying again …");
  };
})();
