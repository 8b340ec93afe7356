// Opens each page in a frame, lets a visitor use it, and returns what the visitor saw.
async function visitAll(pages, visitor) {
  const seen = {};
  for (const name of Object.keys(pages)) {
    const frame = document.createElement("iframe");
    frame.style.cssText = "width: 1000px; height: 800px";
    frame.srcdoc = pages[name];
    const loaded = new Promise(done => { frame.onload = done; });
    document.body.append(frame);
    await loaded;
    try {
      seen[name] = await visitor(frame.contentWindow, frame.contentDocument, name);
    } catch (e) {
      throw new Error(name + ": " + e + " " + e.stack);
    }
    frame.remove();
  }
  return seen;
}

/** Waits until a condition holds, however slow the machine is. */
async function until(condition) {
  const end = performance.now() + 240_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error("never true: " + condition);
    await new Promise(done => setTimeout(done, 10));
  }
}

/** Goes to another address of the same page, and waits until the page has taken notice. */
async function goTo(w, hash) {
  const noticed = new Promise(done => w.addEventListener("hashchange", done, {once: true}));
  w.location.hash = hash;
  await noticed;
}

const press = (target, key) => {
  const e = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
  return target.dispatchEvent(e);
};

/** Types into a cell as a person does: Enter, the number, Enter. */
function typeInto(d, figure, at, text) {
  const cell = d.querySelector("figure[data-operand='" + figure + "'] td[data-at='" + at + "']");
  press(cell, "Enter");
  const field = cell.querySelector("input");
  field.value = text;
  press(field, "Enter");
}

function set(d, control, text) {
  const field = d.getElementById("control-" + control);
  if (field.type === "checkbox") field.checked = text;
  else field.value = text;
  field.dispatchEvent(new Event("change", {bubbles: true}));
}
