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
  const status = make("p", "visually-hidden");
  status.setAttribute("role", "status");
  document.body.append(status);
  edition.address = published;

  for (const shown of [cite, ...forms]) {
    shown.textContent = shown.textContent.replaceAll(address, () => published);
    const name = shown.dataset.copy;
    const line = make("p", "with-tool");
    line.append(copier(name ? say("cite.copy", { format: name }) : say("cite.copy_citation"), () => shown.textContent));
    shown.after(line);
  }

  // What is shown for the number of a paragraph or the label of a note.
  edition.cite = (link) => {
    const within = link.matches(".n");
    const number = link.textContent;
    const place = within ? say("cite.paragraph", { number }) : say("cite.note", { number });
    const to = published + link.hash;
    const id = edition.id(link.hash).replace(/^note-/, "");
    const words = cite.textContent.replace(title, () => `${title}, ${place}`).replace(published, () => to);
    const line = make("p", "more");
    line.append(copier(say("cite.copy_link"), () => to), copier(say("cite.copy_citation"), () => words));
    for (const form of forms) {
      const text = () => cited[form.dataset.copy](form.textContent, id, place, to);
      line.append(copier(say("cite.copy", { format: form.dataset.copy }), text));
    }
    const label = within ? say("document.paragraph", { number }) : say("register.in_note", { label: number });
    return [make("span", "label", label[0].toUpperCase() + label.slice(1)), make("p", "small quiet", words), line];
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

  function copier(words, text) {
    const button = edition.button(words, async () => {
      try {
        await navigator.clipboard.writeText(text());
      } catch {
        return byHand(button, text());
      }
      status.textContent = button.textContent = say("cite.copied");
      button.classList.add("copied");
      setTimeout(() => {
        status.textContent = "";
        button.textContent = words;
        button.classList.remove("copied");
      }, 2500);
    });
    return button;
  }

  // Where a browser lets no page write to the clipboard, the words are shown and selected.
  function byHand(button, text) {
    const line = button.parentElement;
    const shown = line.nextElementSibling?.matches(".by-hand") ? line.nextElementSibling : make("pre", "by-hand");
    shown.textContent = text;
    line.after(shown);
    getSelection().selectAllChildren(shown);
    status.textContent = say("cite.copy_by_hand");
  }
})();
