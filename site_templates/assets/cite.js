// Citations to copy: of the text, and of each paragraph and note in it, in words and in the formats of reference managers.
// Without this script the citation of the text stands at its foot, and what one follows to a place is its address.
"use strict";

(() => {
  const { make } = edition;
  const cite = document.querySelector(".cite");
  if (!cite) return;
  const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}" };
  const { title, address } = cite.dataset;
  const published = /^https?:/.test(address) || location.protocol === "file:" ? address : location.origin + location.pathname;
  const forms = [...document.querySelectorAll("[data-copy]")];
  const status = make("p", { className: "visually-hidden", role: "status" });
  document.body.append(status);
  edition.address = published;

  for (const shown of [cite, ...forms]) {
    shown.textContent = shown.textContent.replaceAll(address, () => published);
    shown.after(make("p", "with-tool", copier(shown.dataset.copy, () => shown.textContent)));
  }

  // What is shown for the number of a paragraph or the label of a note.
  edition.cite = (link) => {
    const within = link.matches(".n");
    const number = link.textContent;
    const place = within ? say("cite.paragraph", { number }) : say("cite.note", { number });
    const to = published + link.hash;
    const id = edition.id(link.hash).replace(/^note-/, "");
    const words = cite.textContent.replace(title, () => `${title}, ${place}`).replace(published, () => to);
    const label = within ? say("document.paragraph", { number }) : say("register.in_note", { label: number });
    return [
      make("span", "label", label[0].toUpperCase() + label.slice(1)),
      make("p", "small quiet", words),
      make("p", "more", button(say("cite.copy_link"), () => to), copier("", () => words), ...forms.map((form) => copier(form.dataset.copy, () => cited[form.dataset.copy](form.textContent, id, place, to)))),
    ];
  };

  // The citation of the whole made into one of a place in it: its key, the place behind the title, the place's address.
  const cited = {
    BibTeX: (text, id, place, to) =>
      text
        .replace(/^(@\w+\{)[^,]*/, (_, type) => type + id)
        .replace(/^(  title = \{.*)\},$/m, (_, head) => `${head}, ${place.replace(/[&%$#_{}\\~]/g, (sign) => TEX[sign] || `\\${sign}`)}},`)
        .replace(published, () => to),
    RIS: (text, id, place, to) => text.replace(/^TI  - .*$/m, (line) => `${line}, ${place}`).replace(published, () => to),
    "CSL-JSON": (text, id, place, to) => {
      const [item] = JSON.parse(text);
      return JSON.stringify([{ ...item, id, title: `${item.title}, ${place}`, URL: to }], null, 2);
    },
  };

  // A button that copies a citation, in words or in a format.
  function copier(format, text) {
    return button(format ? say("cite.copy", { format }) : say("cite.copy_citation"), text);
  }

  function button(words, text) {
    const one = edition.button(words, async () => {
      try {
        await navigator.clipboard.writeText(text());
      } catch {
        return byHand(one.parentElement, text());
      }
      status.textContent = one.textContent = say("cite.copied");
      one.classList.add("copied");
      setTimeout(() => {
        status.textContent = "";
        one.textContent = words;
        one.classList.remove("copied");
      }, 2500);
    });
    return one;
  }

  // Where a browser lets no page write to the clipboard, the words are shown and selected.
  function byHand(line, text) {
    if (!line.nextElementSibling?.matches(".by-hand")) line.after(make("pre", "by-hand"));
    const shown = line.nextElementSibling;
    shown.textContent = text;
    getSelection().selectAllChildren(shown);
    status.textContent = say("cite.copy_by_hand");
  }
})();
