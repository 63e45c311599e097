// Marks the words that a search led to (?highlight=word&highlight=two words) and shows the first of them.
"use strict";

(() => {
  const words = new URLSearchParams(location.search).getAll("highlight").filter((word) => word.trim());
  if (!words.length) return;

  const letter = "[\\p{L}\\p{M}\\p{N}]";
  const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const forms = words
    .sort((a, b) => b.length - a.length)
    .map((word) => word.trim().split(/\s+/).map(escape).join("[^\\p{L}\\p{N}]+"));
  const pattern = new RegExp(`(?<!${letter})(?:${forms.join("|")})(?!${letter})`, "giu");

  const marks = [];
  for (const body of document.querySelectorAll(".text, .notes")) {
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT, {
      acceptNode: (text) =>
        text.parentElement.closest("[hidden], .n, .call, .label, .ways, .whose") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const text of found) marks.push(...mark(text));
  }

  function mark(text) {
    const made = [];
    const hits = [...text.data.matchAll(pattern)].reverse();
    for (const hit of hits) {
      const range = document.createRange();
      range.setStart(text, hit.index);
      range.setEnd(text, hit.index + hit[0].length);
      const element = document.createElement("mark");
      range.surroundContents(element);
      made.unshift(element);
    }
    return made;
  }

  const target = edition.at(location.hash);
  const first = (target && target.querySelector("mark")) || marks[0];
  if (first) {
    first.tabIndex = -1;
    const show = () => first.scrollIntoView({ block: "center", behavior: "instant" });
    if (document.readyState === "complete") show();
    else addEventListener("load", show);
  }
})();
