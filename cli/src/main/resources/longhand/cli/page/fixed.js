"use strict";
/* Draws the curves whose numbers the page holds. JSON has no NaN and writes it as a text. */
for (const spec of JSON.parse(document.getElementById("data").textContent)) {
  for (const series of spec.series) series.points = series.points.map(point => point.map(Number));
  const figure = document.createElement("figure");
  document.querySelector(".charts").append(figure);
  Charts.line(figure, spec);
}
