// A letter as one wants it: its notes beside the text on a wide screen; as read or as transmitted, with names shown, with a
// column for each witness; with the words marked that a search led to; the way back to the call that was left; address and
// day on paper.
"use strict";

(() => {
  const { make, bare, choice, id } = edition;
  const GAP = 14;
  const text = document.querySelector(".document article.text");
  if (!text) return;
  const page = text.closest(".page");
  const bar = page.querySelector(".views");

  // Notes beside the text, each level with its first call. They are a copy for the eye: the list below the text stays the
  // place of the notes, for links, for print and for screen readers.

  const side = make("aside", { className: "side", ariaHidden: true });
  const placed = new Map();
  for (const call of text.querySelectorAll("a.call")) {
    const note = edition.at(call.hash);
    if (note && !placed.has(note.id)) placed.set(note.id, { call, box: beside(note) });
  }
  if (placed.size) {
    page.append(side);
    arrange();
    new ResizeObserver(arrange).observe(page);
  }
  for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) {
    page.addEventListener(type, (event) => {
      const call = event.target.closest("a.call");
      if (call) placed.get(id(call.hash))?.box.classList.toggle("on", type === "pointerover" || type === "focusin");
    });
  }

  function beside(note) {
    const box = make("div", "note", make("div", { dir: note.dir }, ...bare(note.cloneNode(true), ".ways").children));
    box.dataset.note = note.id;
    for (const element of box.querySelectorAll("a")) element.tabIndex = -1;
    side.append(box);
    return box;
  }

  function arrange() {
    if (getComputedStyle(side).display === "none") return;
    const top = side.getBoundingClientRect().top;
    // All is measured before anything is moved, so that the page is laid out once.
    const measured = [...placed.values()].map(({ call, box }) => ({ box, at: call.getBoundingClientRect().top - top, height: box.offsetHeight, cut: box.scrollHeight > box.clientHeight + 1 }));
    let free = 0;
    for (const { box, at, height, cut } of measured) {
      free = Math.max(free, at);
      box.style.insetBlockStart = `${free}px`;
      box.classList.toggle("cut", cut);
      free += height + GAP;
    }
  }

  // Views

  const witnesses = [...page.querySelectorAll(".witnesses [data-witness]")];
  if (bar) {
    if (text.querySelector(".tei-choice > .as-transmitted, .tei-surplus, .tei-supplied")) {
      bar.append(choice(say("reading.text"), [[say("reading.reading_text"), false], [say("reading.as_transmitted"), true]], (transmitted) => text.classList.toggle("transmitted", transmitted)));
    }
    if (witnesses.length === 2) {
      let beside = null;
      bar.append(choice(say("reading.transcriptions"), [[say("reading.one_text"), false], [say("reading.side_by_side"), true]], (both) => {
        beside ||= columns();
        text.hidden = both;
        beside.hidden = !both;
      }));
    }
    if (text.querySelector(".mention")) {
      const show = () => { button.ariaPressed = document.body.classList.toggle("names-shown"); };
      const button = edition.button(say("reading.show_names"), show);
      button.ariaPressed = false;
      bar.append(button);
    }
    bar.hidden = !bar.firstChild;
  }

  // Each block of the text in two cells of a row: the columns stay level, and scroll as one.
  function columns() {
    const table = make("section", { className: "witnesses-beside text", ariaLabel: say("reading.two_beside") });
    for (const witness of witnesses) table.append(make("div", "name", witness.textContent));
    for (const block of blocks(text)) {
      const [one, other] = witnesses.map((witness) => only(block, witness.dataset.witness));
      other.className = one.textContent === other.textContent && !one.querySelector(".differs") ? "other same" : "other";
      table.append(one, other);
    }
    text.after(table);
    return table;
  }

  function blocks(holder) {
    return [...holder.children].flatMap((child) => {
      const parts = child.matches("div, section, header, footer") && child.firstElementChild && [...child.childNodes].every((one) => one.nodeType !== Node.TEXT_NODE || !one.data.trim());
      return parts ? blocks(child) : child;
    });
  }

  function only(block, sigil) {
    const cell = make("div", {}, block.cloneNode(true));
    for (const app of cell.querySelectorAll(".tei-app")) {
      const own = [...app.querySelectorAll("[data-wit]")].find((one) => one.dataset.wit.split(" ").includes(sigil));
      const mark = make("span", "differs", ...(own ? own.childNodes : []));
      if (mark.textContent) app.replaceWith(mark);
      else app.remove();
    }
    bare(cell, ".popover");
    if (!cell.textContent.trim()) cell.replaceChildren();
    return cell;
  }

  // The words that a search led to (?highlight=word&highlight=two words), of which the first is shown

  const words = new URLSearchParams(location.search).getAll("highlight").map((word) => word.trim()).filter(Boolean);
  if (words.length) {
    const forms = words.sort((a, b) => b.length - a.length).map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replace(/\s+/g, "[^\\p{L}\\p{N}]+"));
    const letter = "[\\p{L}\\p{M}\\p{N}]";
    const pattern = new RegExp(`(?<!${letter})(?:${forms.join("|")})(?!${letter})`, "giu");
    for (const body of page.querySelectorAll(".text, .notes")) {
      const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) found.push(texts.currentNode);
      for (const one of found) if (!one.parentElement.closest("[hidden], .n, .call, .label, .ways, .whose")) mark(one, pattern);
    }
    const first = edition.at(location.hash)?.querySelector("mark") || page.querySelector(":is(.text, .notes) mark");
    if (first) addEventListener("load", () => first.scrollIntoView({ block: "center", behavior: "instant" }));
  }

  function mark(one, pattern) {
    for (const hit of [...one.data.matchAll(pattern)].reverse()) {
      const range = document.createRange();
      range.setStart(one, hit.index);
      range.setEnd(one, hit.index + hit[0].length);
      range.surroundContents(make("mark"));
    }
  }

  // Where one came from, among the ways back of a note

  document.addEventListener("click", (event) => {
    const call = event.target.closest("a.call");
    if (call) edition.left = call;
  }, true);
  addEventListener("hashchange", () => {
    const note = edition.at(location.hash);
    if (note?.matches(".notes li")) for (const back of note.querySelectorAll(".back")) back.classList.toggle("came", id(back.hash) === edition.left?.id);
  });

  // On paper

  addEventListener("beforeprint", () => {
    page.querySelector(".printed").textContent = say("cite.retrieved", { address: edition.address, date: say.date(new Date()) });
  });
})();
