"use strict";
// What is counted about a list of layers: output sizes, parameters, receptive fields. What longhand.explain.LayerSpec and
// LayersExplainer say, for layers that change.

const LAYER_HELP = " Write layers as conv 1->6 k5 p2; pool k2 s2; linear 400->120: k kernel, s stride, p padding, d dilation, each as 2 or 2x3; nobias.";

const layersControl = {name: "layers", label: "layers", kind: "wide", read: p => p.settings.layers.join("; "),
  change: (p, text) => {
    const layers = text.split(";").map(t => t.trim()).filter(t => t);
    layers.forEach(readLayer);
    return withSetting(p, "layers", layers);
  }};

operations["output-size"] = {title: "Output sizes", controls: [pairControl("size", "input rows x columns", 1), layersControl],
  compute: p => sizesWorking(readLayers(p), p.settings.size)};
operations.parameters = {title: "Numbers of parameters", controls: [layersControl], compute: p => parametersWorking(readLayers(p))};
operations["receptive-field"] = {title: "Receptive fields", controls: [layersControl], compute: p => fieldsWorking(readLayers(p))};

function readLayers(problem) {
  if (!problem.settings.layers.length) throw new Error("There are no layers." + LAYER_HELP);
  return problem.settings.layers.map(text => ({text, ...readLayer(text)}));
}

/** {kind, in, out, kernel, stride, padding, dilation, bias} */
function readLayer(text) {
  const [kind, ...words] = text.trim().split(/\s+/);
  if (!["conv", "pool", "linear"].includes(kind)) throw new Error("'" + kind + "' is none of conv, pool and linear." + LAYER_HELP);
  const layer = {kind, in: 0, out: 0, kernel: kind === "linear" ? [1, 1] : null, padding: [0, 0], dilation: [1, 1], bias: kind !== "pool"};
  const names = {k: "kernel", s: "stride", p: "padding", d: "dilation"};
  for (const word of words) {
    const channels = word.match(/^(\d{1,6})(?:->|→)(\d{1,6})$/), setting = word.match(/^([kspd])(\d{1,6})(?:[x×](\d{1,6}))?$/);
    if (channels) [layer.in, layer.out] = [Number(channels[1]), Number(channels[2])];
    else if (setting && kind !== "linear") layer[names[setting[1]]] = [Number(setting[2]), Number(setting[3] || setting[2])];
    else if (word === "nobias") layer.bias = false;
    else throw new Error("'" + word + "' in '" + text + "' is not understood." + LAYER_HELP);
  }
  if (!layer.kernel) throw new Error("'" + text + "': the size of the window is missing." + LAYER_HELP);
  if (!layer.stride || layer.stride[0] === 0) layer.stride = kind === "pool" ? layer.kernel : [1, 1];
  return layer;
}

function layerFacts(layers) { return layers.map((l, i) => "layer " + i + ": " + l.text); }

function requireWindows(layers) {
  const linear = layers.find(l => l.kind === "linear");
  if (linear) throw new Error("'" + linear.text + "' has no window: behind a linear layer every number depends on all pixels. Leave out the linear layers.");
}

function countView(name, title, target, targetTitle, dims, at) {
  return {name, title, target: {name: target, title: targetTitle, dims}, at, frames: () => []};
}

function parameterCount(layer) {
  if (layer.kind === "pool") return num(0);
  let weights = product(num(layer.out), num(layer.in));
  if (layer.kind === "conv") weights = product(product(weights, num(layer.kernel[0])), num(layer.kernel[1]));
  return layer.bias ? sum([weights, num(layer.out)]) : weights;
}

function parametersWorking(layers) {
  const vague = layers.find(l => l.kind !== "pool" && (l.in < 1 || l.out < 1));
  if (vague) throw new Error("'" + vague.text + "' does not say how many channels go in and come out. Write conv 1->6 k5.");
  const total = () => {
    const steps = layers.map((l, i) => step("layer " + i, parameterCount(l)));
    if (layers.length > 1) steps.push(step("all layers", sum(steps.map(s => num(valueOf(s.expr))))));
    return working("N", [], steps);
  };
  const each = i => oneLine("N", [i], parameterCount(layers[i]), layers[i].kind === "pool" ? "a pooling has no parameters" : "");
  return {rule: "output channels · input channels · kernel rows · kernel columns, plus one bias for each output channel",
    facts: layerFacts(layers), operands: [], views: [
      countView("forward", "All parameters", "N", "number of parameters", [], total),
      countView("layers", "The parameters of each layer", "N", "number of parameters", [layers.length], each)]};
}

/** A height and a width for each layer; the first view shows those of the last. */
function pairsWorking(layers, rule, name, what, at) {
  const last = 2 * (layers.length - 1);
  return {rule, facts: layerFacts(layers), operands: [], views: [
    countView("forward", "Behind the last layer", name, what, [2], p => at(last + p)),
    countView("layers", "Behind each layer", name, what, [layers.length, 2], at)]};
}

function sideName(p) { return p % 2 === 0 ? "height" : "width"; }
function layerIndex(layers, p) { return layers.length === 1 ? [] : [Math.floor(p / 2)]; }

function sizesWorking(layers, size) {
  requireWindows(layers);
  const sizes = [size];
  layers.forEach((l, i) => sizes.push(outputSize(sizes[i], l)));
  const at = p => {
    const i = Math.floor(p / 2), d = p % 2, l = layers[i];
    const reach = product(num(l.dilation[d]), minus(num(l.kernel[d]), num(1)));
    const slack = minus(minus(sum([num(sizes[i][d]), product(num(2), num(l.padding[d]))]), reach), num(1));
    return oneLine(sideName(p), layerIndex(layers, p), sum([floor(quotient(slack, num(l.stride[d]))), num(1)]));
  };
  return pairsWorking(layers, "⌊(n + 2p - d(k - 1) - 1)/s⌋ + 1, with n pixels before the layer", "out", "output size", at);
}

function fieldsWorking(layers) {
  requireWindows(layers);
  const fields = [{size: [1, 1], step: [1, 1]}];
  layers.forEach((l, i) => fields.push({
    size: [0, 1].map(d => fields[i].size[d] + (l.kernel[d] - 1) * l.dilation[d] * fields[i].step[d]),
    step: [0, 1].map(d => fields[i].step[d] * l.stride[d])}));
  const at = p => {
    const i = Math.floor(p / 2), d = p % 2, l = layers[i], before = fields[i];
    const wider = product(product(minus(num(l.kernel[d]), num(1)), num(l.dilation[d])), num(before.step[d]));
    return oneLine(sideName(p), layerIndex(layers, p), sum([num(before.size[d]), wider]),
        "neighbours behind this layer are " + fields[i + 1].step[d] + " pixels apart");
  };
  return pairsWorking(layers, "r + (k - 1)·d·j, with r the field before the layer and j the distance of neighbours there, in "
      + "pixels of the input; the layer's stride multiplies j", "r", "receptive field", at);
}
