// The search page: asks the index that Pagefind made, shows results by document and paragraph, keeps its state in the
// address (?q=…&sender=…), so that a search can be cited, shared and come back to.
"use strict";

(() => {
  const PAGE = 20;
  const EXCERPTS = 3;
  const BEFORE = 12;
  const AFTER = 20;
  const BLOCKS = /^(p|li|div|section|blockquote|dd|dt|td|h[1-6]|figure|l|lg)$/i;

  const form = document.querySelector("#search");
  const status = document.querySelector("#search-status");
  const list = document.querySelector("#search-results");
  const more = document.querySelector("#search-more");
  const controls = [...form.elements].filter((control) => control.name);
  const filters = controls.filter((control) => control.name !== "q" && control.name !== "sort");

  let engine = null;
  let turn = 0;
  let timer = 0;

  start();

  async function start() {
    if (location.protocol === "file:") {
      say("A browser does not search pages that are opened as files: the edition must come from a server. ", {
        href: "documents.html",
        text: "The list of all documents works without.",
      });
      return;
    }
    try {
      engine = await import(new URL("pagefind/pagefind.js", document.baseURI).href);
      await engine.init();
    } catch (error) {
      console.error(error);
      say("The index of the search cannot be loaded. ", { href: "documents.html", text: "To the list of all documents." });
      return;
    }
    form.hidden = false;
    restore();
    if (!form.q.value) form.q.focus();
    run();
    form.addEventListener("input", () => later(true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      later(false);
    });
    addEventListener("popstate", () => {
      restore();
      run();
    });
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    for (const control of controls) {
      const value = asked.get(control.name) || "";
      const known = control.tagName !== "SELECT" || [...control.options].some((option) => option.value === value);
      control.value = known ? value : "";
    }
  }

  function remember() {
    const state = new URLSearchParams();
    for (const control of controls) if (control.value.trim()) state.set(control.name, control.value.trim());
    const query = state.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      remember();
      run();
    }, wait ? 180 : 0);
  }

  async function run() {
    const mine = ++turn;
    const query = form.q.value.trim();
    const chosen = {};
    for (const filter of filters) if (filter.value) chosen[filter.name] = [filter.value];
    if (!query && !Object.keys(chosen).length) {
      list.replaceChildren();
      more.hidden = true;
      say("");
      return;
    }
    const sort = form.sort.value === "date" || !query ? { date: "asc" } : undefined;
    const found = await engine.search(straight(query) || null, { filters: chosen, sort });
    if (mine !== turn) return;
    const count = found.results.length;
    say(count ? `${count} ${count === 1 ? "document" : "documents"}` : "Nothing was found. Fewer words or filters find more.");
    list.replaceChildren();
    list.removeAttribute("start");
    await show(found.results, 0, mine, Boolean(query));
  }

  async function show(results, from, mine, marked) {
    more.hidden = true;
    const data = await Promise.all(results.slice(from, from + PAGE).map((result) => result.data()));
    if (mine !== turn) return;
    const items = data.map((document) => item(document, marked));
    list.append(...items);
    if (from && items[0]) items[0].querySelector("a").focus();
    more.hidden = from + PAGE >= results.length;
    more.onclick = () => show(results, from + PAGE, mine, marked);
  }

  function item(found, marked) {
    const words = found.content.split(/\s+/);
    const hits = marked ? [...new Set(found.locations)].sort((a, b) => a - b) : [];
    const address = "." + found.raw_url;
    const highlight = forms(words, hits);
    const element = make("li");
    const title = make("h2");
    title.append(link(address + highlight, found.meta.title || found.raw_url));
    element.append(title);
    if (found.meta.date && !(found.meta.title || "").includes(found.meta.date)) element.append(make("p", "when", found.meta.date));
    const excerpts = make("ul", "excerpts");
    for (const place of places(found.anchors, hits, words.length).slice(0, EXCERPTS)) {
      const line = make("li");
      const to = link(address + highlight + (place.id ? "#" + encodeURIComponent(place.id) : ""), "");
      to.append(...excerpt(words, place, hits));
      line.append(to);
      excerpts.append(line);
    }
    element.append(excerpts);
    return element;
  }

  // The paragraphs that hits stand in, best first: more hits before fewer, else in the order of the text.
  function places(anchors, hits, length) {
    const blocks = anchors.filter((anchor) => BLOCKS.test(anchor.element)).sort((a, b) => a.location - b.location);
    const starts = [{ id: "", location: 0 }, ...blocks];
    if (!hits.length) return [{ id: "", start: 0, end: length, hits: [0] }];
    const byBlock = new Map();
    for (const hit of hits) {
      let index = 0;
      while (index + 1 < starts.length && starts[index + 1].location <= hit) index++;
      const end = index + 1 < starts.length ? starts[index + 1].location : length;
      const place = byBlock.get(index) || { id: starts[index].id, start: starts[index].location, end, hits: [] };
      place.hits.push(hit);
      byBlock.set(index, place);
    }
    return [...byBlock.values()].sort((a, b) => b.hits.length - a.hits.length || a.start - b.start);
  }

  function excerpt(words, place, hits) {
    const start = Math.max(place.start, place.hits[0] - BEFORE);
    const end = Math.min(Math.max(place.end, place.hits[0] + 1), place.hits[0] + AFTER);
    const marked = new Set(hits);
    const parts = [start > place.start ? "… " : ""];
    for (let index = start; index < end; index++) {
      if (!marked.has(index)) {
        parts.push(words[index] + " ");
        continue;
      }
      const [, before, word, after] = words[index].match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
      parts.push(before, make("mark", "", word), after + " ");
    }
    if (end < place.end) parts.push("…");
    return parts;
  }

  // The words as this document has them, neighbours together: what the page that is opened is to mark.
  function forms(words, hits) {
    const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const runs = [];
    hits.forEach((hit, index) => {
      if (index && hit === hits[index - 1] + 1) runs[runs.length - 1].push(bare(words[hit] || ""));
      else runs.push([bare(words[hit] || "")]);
    });
    const distinct = new Set(runs.map((run) => run.join(" ").trim().toLowerCase()).filter(Boolean));
    const query = [...distinct].slice(0, 12).map((form) => "highlight=" + encodeURIComponent(form));
    return query.length ? "?" + query.join("&") : "";
  }

  function straight(query) {
    return query.replace(/[“”„«»]/g, '"');
  }

  function say(text, further) {
    status.replaceChildren(text);
    if (further) status.append(link(further.href, further.text));
  }

  function link(href, text) {
    const element = make("a", "", text);
    element.href = href;
    return element;
  }

  function make(name, kind, text) {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  }
})();
