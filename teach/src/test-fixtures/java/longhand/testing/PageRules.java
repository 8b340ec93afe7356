package longhand.testing;

/** What holds for every page that the program writes, as a function that a browser runs in it. */
public final class PageRules {
    /**
     * {@code pageFaults(window, document)}: a sentence for each rule that is broken, after WCAG 2.2. Every page has a
     * language, a title and a heading (2.4.2, 3.1.1); tables, figures and whatever takes the focus have names (1.1.1,
     * 1.3.1, 4.1.2); what scrolls can be reached with the keyboard (2.1.1); the page itself is never wider than its
     * window (1.4.10), and no text is cut.
     */
    public static final String SCRIPT = """
            function pageFaults(w, d) {
              const faults = [], all = selector => Array.from(d.querySelectorAll(selector)), shown = e => e.getClientRects().length > 0;
              const short = e => e.outerHTML.replace(/\\s+/g, " ").slice(0, 140), fault = (rule, e) => faults.push(rule + ": " + short(e));
              const given = e => (e.getAttribute("aria-label") || "").trim()
                || (e.getAttribute("aria-labelledby") || "").split(" ").map(id => (d.getElementById(id) || {}).textContent).join("").trim();
              const name = e => given(e) || Array.from(e.labels || [], l => l.textContent).join("").trim() || e.getAttribute("alt") || e.title
                || (e.matches("input, select, textarea") ? "" : e.textContent.trim());
              if (!d.documentElement.lang || !d.title.trim() || all("h1").length < 1) faults.push("no language, title or heading");
              const ids = all("[id]").map(e => e.id);
              ids.filter((id, i) => ids.indexOf(id) < i).forEach(id => faults.push("the id twice: " + id));
              for (const t of all("table").filter(shown)) {
                if (!given(t) && !(t.caption && t.caption.textContent.trim())) fault("table without name", t);
                if (t.rows.length && !t.querySelector("th[scope]")) fault("table without headers", t);
                const heads = t.getAttribute("role") === "grid" ? [] : t.querySelectorAll("thead th"); // in a grid, columns of padding have no number
                heads.forEach(h => { if (!given(h) && !h.textContent.trim()) fault("column without name", t); });
              }
              for (const e of all("a[href], button, input:not([type=hidden]), select, textarea, [tabindex]").filter(shown)) {
                if (!name(e)) fault("takes the focus without name", e);
                if (e.tabIndex === 0 && e.matches("div, pre, p, section") && !(given(e) && e.getAttribute("role"))) fault("takes the focus without role", e);
              }
              for (const e of all("img, canvas, svg[role=img]").filter(shown)) if (!given(e) && !e.getAttribute("alt")) fault("no text for it", e);
              for (const e of all("body *")) {
                const wide = e.scrollWidth > e.clientWidth + 1, high = e.scrollHeight > e.clientHeight + 1;
                if (!(wide || high) || !shown(e)) continue;
                const style = w.getComputedStyle(e), scrolls = wide && /auto|scroll/.test(style.overflowX) || high && /auto|scroll/.test(style.overflowY);
                if (scrolls && e.tabIndex < 0 && !e.querySelector("a[href], button, input, select, textarea, [tabindex='0']")) {
                  fault("scrolls for the mouse only", e);
                }
                if (wide && style.clipPath === "none" && /hidden|clip/.test(style.overflowX) && e.textContent.trim()) fault("text is cut", e);
              }
              if (d.documentElement.scrollWidth > w.innerWidth) {
                const right = e => e.getBoundingClientRect().right, boxed = e => e.closest(".wide, .scroll, .plane, .drawing");
                const out = all("body *").filter(e => right(e) > w.innerWidth + 1 && !boxed(e));
                faults.push(d.documentElement.scrollWidth + " wide in " + w.innerWidth + ": " + out.slice(0, 3).map(short).join(" … "));
              }
              return faults;
            }
            """;

    private PageRules() {}
}
