// The search, on its page and in the dialog of any other: asks the index that Pagefind made, shows results by document
// and paragraph. On its page its state is in the address (?q=…&sender=…), so that a search can be cited and shared.
"use strict";

(() => {
  const PAGE = 20;
  const EXCERPTS = 3;
  const BEFORE = 12;
  const AFTER = 20;
  const BLOCKS = /^(p|li|div|section|blockquote|dd|dt|td|h[1-6]|figure|l|lg)$/i;
  // The filters in their order, with their labels and what they say when nothing is chosen; others follow by name.
  const FILTERS = {
    in: ["Look in", "Texts and notes"],
    sender: ["From", "Anybody"],
    addressee: ["To", "Anybody"],
    year: ["Year", "All years"],
    collection: ["Collection", "All collections"],
    kind: ["Kind", "All kinds"],
    person: ["Person mentioned", "Anybody"],
    place: ["Place mentioned", "Anywhere"],
    organisation: ["Body mentioned", "Any"],
  };

  const root = new URL("../", document.currentScript.src).href;
  const room = document.querySelector("#search");
  const dialog = room.closest("dialog");
  const form = make("form", "search-form");
  const field = make("input");
  const status = make("p", "search-status");
  const list = make("ol", "results");
  const more = make("button", "button quiet-button", "More results");
  const whole = make("a", "", "This search as a page");
  let selects = [];
  let sort = null;
  let engine = null;
  let turn = 0;
  let timer = 0;

  start();

  async function start() {
    status.id = "search-status";
    status.setAttribute("role", "status");
    room.append(status);
    if (location.protocol === "file:") {
      say("A browser does not search pages that are opened as files: the edition must come from a server. ", "The list of all documents works without.");
      return;
    }
    let known;
    try {
      engine = await import(root + "pagefind/pagefind.js");
      await engine.init();
      known = await engine.filters();
    } catch (error) {
      console.error(error);
      say("The index of the search cannot be loaded. ", "To the list of all documents.");
      return;
    }
    build(known);
    if (!dialog) restore();
    if (dialog || !field.value) field.focus();
    run();
  }

  function build(known) {
    form.setAttribute("role", "search");
    Object.assign(field, { id: "q", name: "q", type: "text", role: "searchbox", enterKeyHint: "search", autocomplete: "off", spellcheck: false, placeholder: "Words, or “words side by side”" });
    field.setAttribute("aria-describedby", "q-help");
    const query = make("div", "query");
    query.append(label(field, "Search the edition"), field);
    if (dialog) query.append(closer());
    const filters = make("div", "filters");
    const order = [...Object.keys(FILTERS), ...Object.keys(known).filter((name) => !FILTERS[name]).sort()];
    for (const name of order) {
      const values = Object.keys(known[name] || {}).sort();
      if (values.length < 2) continue;
      const [title, all] = FILTERS[name] || [name[0].toUpperCase() + name.slice(1), "All"];
      selects.push(select(filters, name, title, [["", all], ...values.map((value) => [value, value])]));
    }
    sort = select(filters, "sort", "Order", [["", "By relevance"], ["date", "By date"]]);
    const narrow = make("details", "narrow");
    narrow.open = !dialog && innerWidth > 600;
    narrow.append(make("summary", "", "Narrow the search"), filters);
    const help = make("p", "help", "Words are found in all their forms, and in quotation marks side by side. Mistakes in spelling, parts of words, and either–or are not understood.");
    help.id = "q-help";
    form.append(query, narrow, help);
    more.type = "button";
    more.hidden = true;
    if (dialog) help.append(" ", whole);
    room.prepend(form);
    room.append(list, more);
    form.addEventListener("input", () => later(180));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      later(0);
    });
    addEventListener("popstate", () => {
      if (dialog) return;
      restore();
      run();
    });
  }

  function closer() {
    const button = make("button", "tool", "Close");
    button.type = "button";
    button.addEventListener("click", () => dialog.close());
    return button;
  }

  function label(control, words) {
    const element = make("label", "", words);
    element.htmlFor = control.id;
    return element;
  }

  function select(holder, name, title, options) {
    const control = make("select");
    control.id = `f-${name}`;
    control.name = name;
    for (const [value, words] of options) control.append(new Option(words, value));
    const cell = make("div", "field");
    cell.append(label(control, title), control);
    holder.append(cell);
    return control;
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    for (const control of [field, ...selects, sort]) {
      const value = asked.get(control.name) || "";
      const known = control.tagName !== "SELECT" || [...control.options].some((option) => option.value === value);
      control.value = known ? value : "";
    }
    if (selects.some((control) => control.value)) form.querySelector("details").open = true;
  }

  function remember() {
    const state = new URLSearchParams();
    for (const control of [field, ...selects, sort]) if (control.value.trim()) state.set(control.name, control.value.trim());
    const query = state.toString() ? `?${state}` : "";
    whole.href = (dialog ? room.dataset.page : location.pathname) + query;
    if (!dialog) history.replaceState(null, "", query || location.pathname);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  }

  async function run() {
    const mine = ++turn;
    remember();
    const query = field.value.trim();
    const chosen = {};
    for (const filter of selects) if (filter.value) chosen[filter.name] = [filter.value];
    if (!query && !Object.keys(chosen).length) {
      list.replaceChildren();
      more.hidden = true;
      say("");
      return;
    }
    if (!chosen.in) chosen.in = query ? { any: ["Texts", "Notes"] } : ["Texts"];
    const order = sort.value === "date" || !query ? { date: "asc" } : undefined;
    const found = await engine.search(straight(query) || null, { filters: chosen, sort: order });
    if (mine !== turn) return;
    const results = found.results;
    say(results.length ? counted(results.length, (found.filters || {}).in || {}) : "Nothing was found. Fewer words or filters find more.");
    list.replaceChildren();
    await show(results, 0, mine, Boolean(query));
  }

  function counted(all, kinds) {
    const notes = kinds.Notes || 0;
    const documents = all - notes;
    const told = [];
    if (documents) told.push(`${documents} ${documents === 1 ? "document" : "documents"}`);
    if (notes) told.push(`${notes} ${notes === 1 ? "note" : "notes"}`);
    return told.join(" and ");
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
    const [page, place] = found.raw_url.split("#");
    const address = root.replace(/\/$/, "") + page;
    const highlight = forms(words, hits);
    const element = make("li");
    const title = make("h2");
    title.append(link(address + highlight + (place ? `#${place}` : ""), found.meta.title || found.raw_url));
    element.append(title);
    if (found.meta.date && !(found.meta.title || "").includes(found.meta.date)) element.append(make("p", "when", found.meta.date));
    const excerpts = make("ul", "excerpts");
    for (const at of places(found.anchors || [], hits, words.length).slice(0, EXCERPTS)) {
      const line = make("li");
      const id = place || (at.id && encodeURIComponent(at.id));
      const to = link(address + highlight + (id ? `#${id}` : ""), "");
      to.append(...excerpt(words, at, hits));
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
    if (further) status.append(link(root + "documents.html", further));
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
