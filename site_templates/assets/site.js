// On every page: what all scripts share, the search as a dialog, and the keys. Without this script the link of the search
// leads to its page.
"use strict";

// `address`, `cite` and `left` come from the scripts of a text: its address, the citation of a place, the call one left.
window.edition = {
  make(name, kind, text) {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  },

  button(words, act) {
    const button = edition.make("button", "tool", words);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  },

  // Buttons of which one is pressed, the first at the beginning; a choice with an address is a link to it.
  choice(name, choices, choose) {
    const box = edition.make("div", "together");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", name);
    const press = (pressed) => {
      for (const button of box.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === pressed));
    };
    for (const [words, value, href] of choices) {
      const one = href ? edition.make("a", "tool", words) : edition.button(words, () => {
        press(one);
        choose(value);
      });
      if (href) one.href = href;
      box.append(one);
    }
    press(box.firstChild);
    return box;
  },

  // The id that the part of an address behind # names, and the element that has it.
  id: (hash) => decodeURIComponent(hash.slice(1)),
  at: (hash) => document.getElementById(edition.id(hash)),

  // Words without case and accents, to compare.
  fold: (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim(),

  // What stands in a copy of a text that may stand on the page once only, or does nothing there, taken from it.
  bare(copy, without) {
    for (const element of copy.querySelectorAll(without)) element.remove();
    for (const label of copy.querySelectorAll("a.label")) label.replaceWith(edition.make("span", "label", label.textContent));
    for (const element of copy.querySelectorAll("[role=button]")) for (const name of ["role", "tabindex", "aria-label", "aria-description", "aria-expanded"]) element.removeAttribute(name);
    for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    return copy;
  },
};

(() => {
  const { make, button } = edition;
  const assets = new URL(".", document.currentScript.src).href;
  const link = document.querySelector(".search-link");
  const here = document.querySelector("#search");
  let keys = stored("edition-keys") !== "off";
  let dialog = null;

  if (link) {
    link.querySelector("kbd").hidden = !keys;
    if (keys) link.setAttribute("aria-keyshortcuts", "/");
    if (location.protocol !== "file:" && !here) {
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", (event) => {
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        search();
      });
    }
  }

  // The words that a search led to
  if (new URLSearchParams(location.search).has("highlight")) load("highlight.js");

  function load(name) {
    const script = make("script");
    script.src = assets + name;
    document.head.append(script);
  }

  function search() {
    if (here || location.protocol === "file:") {
      const field = document.querySelector("#q");
      if (field) field.focus();
      else if (!here) link.click();
      return;
    }
    if (!dialog) {
      dialog = make("dialog", "search-dialog");
      dialog.setAttribute("aria-label", say("search.title"));
      const room = make("div");
      room.id = "search";
      room.dataset.page = link.href;
      dialog.append(room);
      document.body.append(dialog);
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      const style = make("link");
      style.rel = "stylesheet";
      style.href = assets + "search.css";
      style.addEventListener("load", () => load("search.js"));
      document.head.append(style);
    }
    dialog.showModal();
    const field = dialog.querySelector("#q");
    if (field) field.select();
  }

  document.addEventListener("keydown", (event) => {
    if (!keys || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog, .popover, [tabindex='0']:not(.change, .tei-app)")) return;
    if (event.key === "/" && link) {
      event.preventDefault();
      search();
    }
    const turned = document.dir === "rtl" && { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key];
    const key = (event.shiftKey ? "Shift+" : "") + (turned || event.key);
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[key];
    // Who is selecting words goes on doing so.
    const to = way ? document.querySelector(`link[rel=${way}]`) : getSelection().isCollapsed && document.querySelector(`a[data-key="${CSS.escape(key)}"]`);
    if (to) location.href = to.href;
  });

  // Keys can be turned off, since those who speak to their machine, or type by chance, may not want them.
  const line = document.querySelector("#keys");
  if (line) {
    const turn = button("", () => {
      keys = !keys;
      store("edition-keys", keys ? "on" : "off");
      if (link) link.querySelector("kbd").hidden = !keys;
      tell();
    });
    const words = make("span");
    const tell = () => {
      const turns = document.querySelector("link[rel=prev], link[rel=next]");
      words.textContent = `${!keys ? say("keys.are_off") : turns ? say("keys.search_and_turn") : say("keys.search")} `;
      if (keys && document.querySelector("a[data-key^=Shift]")) words.textContent += `${say("keys.in_exchange")} `;
      if (keys && document.querySelector("a[data-key=a]")) words.textContent += `${say("keys.answers")} `;
      turn.textContent = keys ? say("keys.turn_off") : say("keys.turn_on");
    };
    tell();
    line.append(words, turn);
    line.hidden = false;
  }

  function stored(name) {
    try { return localStorage.getItem(name); } catch { return null; }
  }

  function store(name, value) {
    try { localStorage.setItem(name, value); } catch { /* a browser may keep nothing: then it holds for this page */ }
  }
})();
