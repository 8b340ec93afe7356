// What cannot be read: text with a contrast below 4.5 to 1 (WCAG 2.1, 1.4.3), curves below 3 to 1 (1.4.11).
(() => {
  const parse = c => {
    const m = c.match(/[\d.]+/g).map(Number), mixed = c.startsWith("color(srgb"); // numbers up to 1
    return [...m.slice(0, 3).map(v => mixed ? 255 * v : v), m.length < 4 ? 1 : m[3]];
  };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const luminance = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const ground = e => {
    const layers = [];
    for (; e; e = e.parentElement) layers.unshift(parse(getComputedStyle(e).backgroundColor));
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || e.closest("script,style") || !e.getClientRects().length || e.disabled) continue;
    const style = getComputedStyle(e), below = ground(e);
    const colour = over(parse(e instanceof SVGElement ? style.fill : style.color), below);
    if (ratio(colour, below) < 4.5) found.push(walker.currentNode.textContent.trim() + " " + ratio(colour, below).toFixed(2));
  }
  for (const e of document.querySelectorAll("svg path.curve:not(.faint)")) {
    const below = ground(e.closest("figure")), r = ratio(parse(getComputedStyle(e).stroke), below);
    if (r < 3) found.push("curve " + r.toFixed(2));
  }
  return found.join("\n");
})()
