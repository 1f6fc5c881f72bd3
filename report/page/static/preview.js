// Pointing at a number, pressing it or moving to it with the keyboard shows where it comes from.
"use strict";

const panel = document.querySelector(".source-panel");
let pinned = null;

function show(figure) {
  const source = document.getElementById(`source-${figure.dataset.source}`);
  if (!source) return;
  document.querySelectorAll(".figure.shown").forEach((other) => other.classList.remove("shown"));
  document.querySelectorAll(`[data-source="${figure.dataset.source}"]`).forEach((same) => same.classList.add("shown"));
  panel.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
  panel.hidden = false;
}

function hide() {
  pinned = null;
  panel.hidden = true;
  document.querySelectorAll(".figure.shown").forEach((figure) => figure.classList.remove("shown"));
}

// One stop for Tab in each sheet; from there the arrow keys go from number to number.
function prepare(sheet) {
  const figures = [...sheet.querySelectorAll("[data-source]")];
  figures.forEach((figure, index) => {
    figure.tabIndex = index ? -1 : 0;
    figure.setAttribute("role", "button");
    figure.addEventListener("mouseenter", () => pinned || show(figure));
    figure.addEventListener("mouseleave", () => pinned || hide());
    figure.addEventListener("focus", () => {
      figures.forEach((other) => (other.tabIndex = other === figure ? 0 : -1));
      show(figure);
    });
    figure.addEventListener("blur", () => pinned || hide());
    figure.addEventListener("click", () => {
      pinned = figure;
      show(figure);
    });
    figure.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      pinned = null;
      figures[(index + step + figures.length) % figures.length].focus();
    });
  });
}

document.querySelectorAll(".sheet").forEach(prepare);
document.querySelectorAll(".for-script").forEach((hint) => (hint.hidden = false));
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-source], .source-panel")) hide();
});
