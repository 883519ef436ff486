"use strict";
// A pointer over a chart shows the row of its table that lies nearest. The page says all of it without this.
document.querySelectorAll("figure.divergence").forEach(function (figure) {
  var rows = figure.querySelectorAll("tbody tr");
  var tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  figure.style.position = "relative";
  figure.appendChild(tip);
  function cell(row, at) { return row.children[at].textContent; }
  function words(row) {
    return [
      cell(row, 0),
      "treated " + cell(row, 1) + (cell(row, 2) === "\u2013" ? "" : " (" + cell(row, 2) + ")") + ", " + cell(row, 3) + " pairs",
      "untreated " + cell(row, 4) + ", " + cell(row, 5) + " pairs"
    ].join("\n");
  }
  figure.querySelectorAll("svg.chart").forEach(function (chart) {
    var cursor = chart.querySelector(".cursor");
    var places = cursor.dataset.x.split(" ").map(Number);
    function hide() { tip.hidden = true; cursor.classList.remove("on"); }
    chart.addEventListener("pointermove", function (event) {
      var box = chart.getBoundingClientRect();
      var scale = box.width / chart.viewBox.baseVal.width;
      var x = (event.clientX - box.left) / scale;
      var nearest = places.reduce(function (best, place, at) {
        return Math.abs(place - x) >= Math.abs(places[best] - x) ? best : at;
      }, 0);
      if (Math.abs(places[nearest] - x) > 40) { hide(); return; }
      cursor.setAttribute("x1", places[nearest]);
      cursor.setAttribute("x2", places[nearest]);
      cursor.classList.add("on");
      tip.textContent = words(rows[nearest]);
      tip.hidden = false;
      var outer = figure.getBoundingClientRect();
      var left = box.left - outer.left + places[nearest] * scale + 12;
      tip.style.left = Math.max(0, Math.min(left, outer.width - tip.offsetWidth)) + "px";
      tip.style.top = (event.clientY - outer.top - tip.offsetHeight - 14) + "px";
    });
    chart.addEventListener("pointerleave", hide);
  });
});
