// On a wide screen the notes stand beside the text too, each level with its first call. They are a copy for the eye:
// the list below the text stays the place of the notes, for links, for print and for screen readers.
"use strict";

(() => {
  const { make } = edition;
  const GAP = 14;
  const page = document.querySelector(".page.document");
  const calls = page ? [...page.querySelectorAll(".text a.call")] : [];
  if (!calls.length) return;

  const side = make("aside", "side");
  side.setAttribute("aria-hidden", "true");
  const placed = new Map();
  for (const call of calls) {
    const id = edition.id(call.hash);
    const note = document.getElementById(id);
    if (note && !placed.has(id)) placed.set(id, { call, box: copy(note, id) });
  }
  page.append(side);
  arrange();
  new ResizeObserver(arrange).observe(page);

  for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) {
    page.addEventListener(type, (event) => {
      const call = event.target.closest("a.call");
      const found = call && placed.get(edition.id(call.hash));
      if (found) found.box.classList.toggle("on", type === "pointerover" || type === "focusin");
    });
  }

  function copy(note, id) {
    const box = make("div", "note");
    box.dataset.note = id;
    const words = make("div");
    words.dir = note.dir;
    words.append(...edition.bare(note.cloneNode(true), ".ways").children);
    box.append(words);
    for (const element of box.querySelectorAll("a")) element.tabIndex = -1;
    side.append(box);
    return box;
  }

  function arrange() {
    if (getComputedStyle(side).display === "none") return;
    const top = side.getBoundingClientRect().top;
    let free = 0;
    for (const { call, box } of placed.values()) {
      const at = Math.max(free, call.getBoundingClientRect().top - top);
      box.style.insetBlockStart = `${at}px`;
      box.classList.toggle("cut", box.scrollHeight > box.clientHeight + 1);
      free = at + box.offsetHeight + GAP;
    }
  }
})();
