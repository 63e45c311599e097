// On every page: the search as a dialog, and the keys. Without this script its link leads to the page of the search.
"use strict";

(() => {
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
    const script = document.createElement("script");
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
      dialog = document.createElement("dialog");
      dialog.className = "search-dialog";
      dialog.setAttribute("aria-label", say("search.title"));
      const room = document.createElement("div");
      room.id = "search";
      room.dataset.page = link.href;
      dialog.append(room);
      document.body.append(dialog);
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      const style = document.createElement("link");
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
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tool";
    button.addEventListener("click", () => {
      keys = !keys;
      store("edition-keys", keys ? "on" : "off");
      if (link) link.querySelector("kbd").hidden = !keys;
      tell();
    });
    const words = document.createElement("span");
    const tell = () => {
      const turns = document.querySelector("link[rel=prev], link[rel=next]");
      words.textContent = `${!keys ? say("keys.are_off") : turns ? say("keys.search_and_turn") : say("keys.search")} `;
      if (keys && document.querySelector("a[data-key^=Shift]")) words.textContent += `${say("keys.in_exchange")} `;
      if (keys && document.querySelector("a[data-key=a]")) words.textContent += `${say("keys.answers")} `;
      button.textContent = keys ? say("keys.turn_off") : say("keys.turn_on");
    };
    tell();
    line.append(words, button);
    line.hidden = false;
  }

  function stored(name) {
    try { return localStorage.getItem(name); } catch { return null; }
  }

  function store(name, value) {
    try { localStorage.setItem(name, value); } catch { /* a browser may keep nothing: then it holds for this page */ }
  }
})();
