// On every page: what all scripts share, the search as a dialog, and the keys. Without this script the link of the search
// leads to its page.
"use strict";

// `address`, `cite` and `left` come from the scripts of a text: its address, the citation of a place, the call one left.
window.edition = {
  // An element with its class, or with its properties, and what stands in it.
  make(name, of, ...content) {
    const element = Object.assign(document.createElement(name), typeof of === "string" ? { className: of } : of);
    element.append(...content);
    return element;
  },

  button: (words, onclick) => edition.make("button", { type: "button", className: "tool", onclick }, words),

  // Buttons of which one is pressed, the first at the beginning; a choice with an address is a link to it.
  choice(name, choices, choose) {
    const press = (pressed) => {
      for (const one of box.children) if (!one.href) one.ariaPressed = one === pressed;
    };
    const box = edition.make("div", { className: "together", role: "group", ariaLabel: name }, ...choices.map(([words, value, href]) => href ? edition.make("a", { className: "tool", href }, words) : edition.button(words, (event) => {
      press(event.target);
      choose(value);
    })));
    press(box.firstChild);
    return box;
  },

  // The id that the part of an address behind # names, well encoded or not, and the element that has it.
  id(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return hash.slice(1);
    }
  },
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
  const isFile = location.protocol === "file:";
  let keys = kept() !== "off";
  let dialog = null;

  if (link && keys) link.setAttribute("aria-keyshortcuts", "/");
  if (link && !isFile && !here) {
    link.ariaHasPopup = "dialog";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      search();
    });
  }

  function search() {
    if (here || isFile) {
      const field = document.querySelector("#q");
      return field ? field.focus() : link.click();
    }
    if (!dialog) {
      // Who types at once types in the field, which the script of the search takes over.
      const room = make("div", { id: "search" }, make("input", { id: "q" }));
      dialog = make("dialog", { className: "search-dialog", ariaLabel: say("search.title"), closedBy: "any" }, room);
      document.body.append(dialog);
      // What cannot be loaded here is asked for once more as a page, where the browser says what is wrong.
      const onerror = () => { location.href = link.href; };
      document.head.append(make("link", { rel: "stylesheet", href: assets + "search.css", onerror, onload: () => document.head.append(make("script", { src: `${assets}search.js`, onerror })) }));
    }
    dialog.showModal();
    dialog.querySelector("#q").select();
  }

  document.addEventListener("keydown", (event) => {
    if (!keys || dialog?.open || event.ctrlKey || event.metaKey || event.altKey) return;
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
    const words = make("span");
    const turn = button("", () => {
      keys = !keys;
      kept(keys ? "on" : "off");
      tell();
    });
    tell();
    line.append(words, turn);
    line.hidden = false;

    function tell() {
      const there = (way) => document.querySelector(way);
      const told = !keys ? [say("keys.are_off")] : [
        there("link[rel=prev], link[rel=next]") ? say("keys.search_and_turn") : say("keys.search"),
        there("a[data-key^=Shift]") ? say("keys.in_exchange") : "",
        there("a[data-key=a]") ? say("keys.answers") : "",
      ];
      words.textContent = `${told.filter(Boolean).join(" ")} `;
      turn.textContent = keys ? say("keys.turn_off") : say("keys.turn_on");
      if (link) link.querySelector("kbd").hidden = !keys;
    }
  }

  // Whether the keys are on, as the browser keeps it, or keeps it from now on; one that keeps nothing has it for this page.
  function kept(value) {
    try {
      if (value) localStorage.setItem("edition-keys", value);
      return localStorage.getItem("edition-keys");
    } catch {
      return value;
    }
  }
})();

// Files cannot be preloaded: there the faces of the text come when they can.
if (location.protocol === "file:") {
  const tokens = document.querySelector('[href$="tokens.css"]');
  tokens.after(edition.make("link", { rel: "stylesheet", href: tokens.href.replace("tokens", "files") }));
}
