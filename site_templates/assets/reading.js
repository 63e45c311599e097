// The letter as one wants it: as read or as transmitted, with names shown, with a column for each witness; the way back
// to the call that was left; address and day on paper.
"use strict";

(() => {
  const { make } = edition;
  const text = document.querySelector("article.text");
  const bar = document.querySelector(".views");

  // Views

  if (bar && text.querySelector(".tei-choice > .as-transmitted, .tei-surplus, .tei-supplied")) {
    choice(say("reading.text"), [[say("reading.reading_text"), ""], [say("reading.as_transmitted"), "transmitted"]], (kind) => text.classList.toggle("transmitted", kind === "transmitted"));
  }
  if (bar && text.querySelector(".mention")) {
    const button = edition.button(say("reading.show_names"), () => button.setAttribute("aria-pressed", String(document.body.classList.toggle("names-shown"))));
    button.setAttribute("aria-pressed", "false");
    bar.append(button);
  }
  const witnesses = [...document.querySelectorAll(".witnesses [data-witness]")];
  if (bar && witnesses.length === 2) {
    let beside = null;
    choice(say("reading.transcriptions"), [[say("reading.one_text"), ""], [say("reading.side_by_side"), "beside"]], (kind) => {
      beside = beside || columns();
      text.hidden = kind === "beside";
      beside.hidden = kind !== "beside";
    });
  }
  if (bar) bar.hidden = !bar.children.length;

  function choice(...of) {
    bar.append(edition.choice(...of));
  }

  // Each block of the text in two cells of a row: the columns stay level, and scroll as one.
  function columns() {
    const table = make("section", "witnesses-beside text");
    table.setAttribute("aria-label", say("reading.two_beside"));
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
    const found = [];
    for (const child of holder.children) {
      const parts = child.matches("div, section, header, footer") && [...child.childNodes].every((one) => one.nodeType !== Node.TEXT_NODE || !one.data.trim());
      if (parts && child.children.length) found.push(...blocks(child));
      else found.push(child);
    }
    return found;
  }

  function only(block, sigil) {
    const cell = make("div");
    cell.append(block.cloneNode(true));
    for (const app of cell.querySelectorAll(".tei-app")) {
      const all = [...app.querySelectorAll("[data-wit]")];
      const own = all.find((one) => one.dataset.wit.split(" ").includes(sigil));
      const mark = make("span", "differs");
      if (own) mark.append(...own.childNodes);
      if (mark.textContent) app.replaceWith(mark);
      else app.remove();
    }
    edition.bare(cell, ".popover");
    if (!cell.textContent.trim()) cell.replaceChildren();
    return cell;
  }

  // Where one came from, among the ways back of a note

  document.addEventListener("click", (event) => {
    const call = event.target.closest("a.call");
    if (call) edition.left = call;
  }, true);
  addEventListener("hashchange", () => {
    const { left } = edition;
    const note = edition.at(location.hash);
    if (!note || !note.matches(".notes li")) return;
    for (const back of note.querySelectorAll(".back")) back.classList.toggle("came", Boolean(left) && back.hash === `#${left.id}`);
  });

  // On paper

  addEventListener("beforeprint", () => {
    const line = document.querySelector(".printed");
    line.textContent = say("cite.retrieved", { address: edition.address, date: say.date(new Date()) });
  });
})();
