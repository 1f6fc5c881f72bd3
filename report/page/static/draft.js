// A draft of a template: numbers beside its lines, and the preview while it is typed. Without this a button does it.
"use strict";

const form = document.querySelector("form.draft");
const text = form.querySelector("#text");
const lines = form.querySelector(".lines");
const preview = form.querySelector("#preview");
const status = form.querySelector("#preview-status");
const opened = text.value;
const PAUSE = 500; // milliseconds without a key until the preview is asked for
let marked = new Set();
let timer = 0;
let asking = false;
let asked = null;

// Behind the text stands the same text, unseen, a block for each line: each block's number is where its line begins.
function number() {
  const found = text.value.split("\n");
  while (lines.children.length > found.length) lines.lastChild.remove();
  while (lines.children.length < found.length) lines.append(document.createElement("div"));
  found.forEach((line, index) => {
    const block = lines.children[index];
    const words = line || "\u200b";
    if (block.textContent !== words) block.textContent = words;
    block.classList.toggle("marked", marked.has(index + 1));
  });
  lines.scrollTop = text.scrollTop;
}

function mark() {
  const shown = preview.querySelector("[data-lines]");
  marked = new Set((shown?.dataset.lines ?? "").split(" ").filter(Boolean).map(Number));
  text.toggleAttribute("aria-invalid", false);
  if (preview.querySelector(".faults")) text.setAttribute("aria-invalid", "true");
  number();
}

// One question at a time: what is typed meanwhile is asked for after it.
async function ask() {
  if (asking) return;
  const data = new FormData(form);
  const question = `${data.get("use")}\n${data.get("text")}`;
  if (question === asked) return;
  asking = true;
  asked = question;
  const wait = setTimeout(() => (status.textContent = form.dataset.working), 700);
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: data });
    if (!answer.ok) throw new Error(answer.status);
    preview.innerHTML = await answer.text();
    status.textContent = preview.querySelector("[data-status]").dataset.status;
    mark();
  } catch {
    asked = null;
    status.textContent = form.dataset.lost;
  } finally {
    clearTimeout(wait);
    asking = false;
  }
  if (asked !== null && asked !== `${form.elements.use?.value ?? null}\n${text.value}`) soon();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

function go(line) {
  const found = text.value.split("\n");
  const start = found.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (found[line - 1] ?? "").length);
  text.scrollTop = Math.max(0, (lines.children[line - 1]?.offsetTop ?? 0) - 60);
}

form.classList.add("live");
text.addEventListener("input", () => {
  number();
  soon();
});
text.addEventListener("scroll", () => (lines.scrollTop = text.scrollTop));
new ResizeObserver(number).observe(text);
form.elements.use?.addEventListener("change", ask);
form.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  event.preventDefault();
  go(Number(link.dataset.line));
});
let sent = false;
form.addEventListener("submit", () => (sent = true));
window.addEventListener("beforeunload", (event) => {
  if (!sent && text.value !== opened) event.preventDefault();
});
form.querySelector("button[name=preview]").addEventListener("click", (event) => {
  event.preventDefault();
  asked = null;
  ask();
});
mark();
ask();
