// A little help over plain forms: everything works without it.
"use strict";

// A page that shows how far some work is goes on by itself.
function follow(element) {
  const status = element.querySelector("[role=status]");
  const bar = element.querySelector("progress");
  async function look() {
    try {
      const answer = await fetch(element.dataset.state, { cache: "no-store" });
      if (answer.status === 404) return void location.reload(); // begun anew meanwhile, it knows nothing of this
      if (!answer.ok) throw new Error(answer.status);
      const state = await answer.json();
      if (state.over) return void location.replace(state.onward);
      if (status.textContent !== state.words) status.textContent = state.words;
      if (state.total) {
        bar.max = state.total;
        bar.value = state.done;
      }
    } catch {
      // the page is busy or gone: ask again
    }
    setTimeout(look, 400);
  }
  look();
}

// A file can be dropped where it can be chosen; one that is too large is not sent at all.
function takeDrops(area) {
  const input = area.querySelector("input[type=file]");
  const trouble = area.querySelector(".trouble");
  const form = input.form;
  function judge() {
    const file = input.files[0];
    const over = file && file.size > Number(area.dataset.limit);
    trouble.textContent = over ? area.dataset.tooLarge : "";
    input.setCustomValidity(over ? area.dataset.tooLarge : "");
    return Boolean(file) && !over;
  }
  input.addEventListener("change", judge);
  for (const kind of ["dragenter", "dragover"]) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    area.addEventListener(kind, () => area.classList.remove("over"));
  }
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    if (judge() && form.hasAttribute("data-at-once")) form.requestSubmit();
  });
}

// Whoever presses twice asks once.
function sendOnce(form) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) {
      setTimeout(() => (button.disabled = true));
      setTimeout(() => (button.disabled = false), 4000);
    }
  });
}

document.querySelectorAll("[data-state]").forEach(follow);
document.querySelectorAll(".drop").forEach(takeDrops);
document.querySelectorAll("form").forEach(sendOnce);
// A file dropped beside its place does not make the browser leave the page.
for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
document.querySelector(".outcome")?.focus();
