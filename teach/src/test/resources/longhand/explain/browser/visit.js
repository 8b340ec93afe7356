// Opens each page in a frame, lets a visitor use it, and writes down what the visitor saw.
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
      seen[name] = {error: String(e) + " " + e.stack};
    }
    frame.remove();
  }
  document.body.innerHTML = "";
  const pre = document.createElement("pre");
  pre.textContent = JSON.stringify(seen);
  document.body.append(pre);
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
