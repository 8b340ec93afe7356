// The lowest contrast of text with what is behind it, and of buttons and fields with the page, as WCAG 2.2 computes it.
function lowestContrast(w, d, scheme) {
  d.documentElement.style.colorScheme = scheme;
  const rgb = text => {
    const n = text.match(/[\d.]+(e-?\d+)?/g).map(Number), share = text.startsWith("color(") ? 255 : 1;
    return {c: n.slice(0, 3).map(v => v * share), alpha: n.length > 3 ? n[3] : 1};
  };
  const light = c => {
    const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const behind = e => {
    if (e.namespaceURI.endsWith("svg")) { // in a drawing: the last filled rectangle before it
      let r = e.previousElementSibling;
      while (r && (r.tagName !== "rect" || w.getComputedStyle(r).fill === "none")) r = r.previousElementSibling;
      if (r) return rgb(w.getComputedStyle(r).fill).c;
    }
    for (let p = e; p; p = p.parentElement) {
      const c = rgb(w.getComputedStyle(p).backgroundColor);
      if (c.alpha === 1) return c.c;
    }
    return [255, 255, 255];
  };
  let text = {ratio: 99}, edge = {ratio: 99};
  const note = (worst, r, e) => r < worst.ratio ? {ratio: r, where: e.outerHTML.slice(0, 120)} : worst;
  for (const e of d.querySelectorAll("body, body *")) {
    const style = w.getComputedStyle(e), own = Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim());
    if (e.tagName === "SCRIPT" || style.fontSize === "0px" || !e.getClientRects().length) continue;
    const ink = e.namespaceURI.endsWith("svg") ? style.fill : style.color;
    if ((own || e.tagName === "INPUT") && ink !== "none") text = note(text, ratio(rgb(ink).c, behind(e)), e);
    if (e.tagName === "BUTTON" || e.tagName === "INPUT" && e.type === "text") {
      edge = note(edge, ratio(rgb(style.borderTopColor).c, behind(e.parentElement)), e);
    }
  }
  return {text, edge};
}
