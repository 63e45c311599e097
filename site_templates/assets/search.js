// The search, on its page and in the dialog of any other: asks the index that Pagefind made, shows results by document
// and paragraph. On its page its state is in the address (?q=…&sender=…), so that a search can be cited and shared.
"use strict";

(() => {
  const { make, fold } = edition;
  const PAGE = 20;
  const EXCERPTS = 3;
  const BEFORE = 12;
  const AFTER = 20;
  const MANY = 20; // values of a filter: more are a list to type in
  const OPTIONS = 40;
  const SAME = 3; // letters that two forms of a word share
  const FEW = ["sender", "addressee", "year", "collection", "kind"]; // no filters where there is one value only
  const BLOCKS = /^(p|li|div|section|blockquote|dd|dt|td|h[1-6]|figure|l|lg)$/i;
  // The filters in their order, with their labels and what they say when nothing is chosen; others follow by name.
  const FILTERS = {
    in: [say("search.look_in"), say("search.texts_and_notes")],
    sender: [say("document.from"), say("search.anybody")],
    addressee: [say("document.to"), say("search.anybody")],
    year: [say("search.year"), say("search.all_years")],
    collection: [say("search.collection"), say("search.all_collections")],
    kind: [say("search.kind"), say("search.all_kinds")],
    person: [say("search.person"), say("search.anybody")],
    place: [say("search.place"), say("search.anywhere")],
    organisation: [say("search.organisation"), say("search.any")],
    event: [say("search.event"), say("search.any")],
  };

  const IN = { Texts: say("search.texts"), Notes: say("notes.title"), Titles: say("search.titles") };

  const root = new URL("../", document.currentScript.src).href;
  const room = document.querySelector("#search");
  const dialog = room.closest("dialog");
  const form = make("form", "search-form");
  const field = make("input");
  const status = make("p", "search-status");
  const list = make("ol", "results");
  const more = make("button", "button quiet-button", say("search.more"));
  const whole = make("a", "", say("search.as_page"));
  const narrow = make("details", "narrow");
  const clear = edition.button(say("search.clear"), () => {
    for (const filter of filters) filter.value = "";
    later(0);
  });
  let filters = [];
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
      tell(`${say("search.opened_as_file")} `, say("search.list_works"));
      return;
    }
    let known;
    try {
      engine = await import(root + "pagefind/pagefind.js");
      await engine.init();
      known = await engine.filters();
    } catch (error) {
      console.error(error);
      tell(`${say("search.no_index")} `, say("search.to_list"));
      return;
    }
    build(known);
    if (!dialog) restore();
    if (dialog || !field.value) field.focus();
    run();
  }

  function build(known) {
    form.setAttribute("role", "search");
    Object.assign(field, { id: "q", name: "q", type: "text", role: "searchbox", enterKeyHint: "search", autocomplete: "off", spellcheck: false, placeholder: say("search.placeholder") });
    field.setAttribute("aria-describedby", "q-help");
    const query = make("div", "query");
    query.append(label(field, say("search.label")), field);
    if (dialog) query.append(edition.button(say("search.close"), () => dialog.close()));
    const fields = make("div", "filters");
    const order = [...Object.keys(FILTERS), ...Object.keys(known).filter((name) => !FILTERS[name]).sort()];
    for (const name of order) {
      const values = Object.keys(known[name] || {}).sort((a, b) => a.localeCompare(b));
      if (!values.length || (values.length < 2 && FEW.includes(name))) continue;
      const [title, all] = FILTERS[name] || [name[0].toUpperCase() + name.slice(1), say("search.all")];
      const make = values.length > MANY ? combobox : select;
      filters.push(make(fields, name, title, all, values));
    }
    sort = select(fields, "sort", say("search.order"), say("search.by_relevance"), ["date", "latest"], [say("search.oldest"), say("search.newest")]);
    narrow.open = !dialog && innerWidth > 700;
    narrow.append(make("summary", "", say("search.narrow")), fields, clear);
    const help = make("p", "help", say("search.help"));
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

  function label(control, words) {
    const element = make("label", "", words);
    element.htmlFor = control.id;
    return element;
  }

  function cell(holder, control, name, title) {
    control.id = `f-${name}`;
    const element = make("div", "field");
    element.append(label(control, title), control);
    holder.append(element);
    return element;
  }

  // A filter is its name, its title, its value now, and a way to say how many results each value has.
  function select(holder, name, title, all, values, words = values.map(shown)) {
    const control = make("select");
    control.append(new Option(all, ""), ...values.map((value, index) => new Option(words[index], value)));
    cell(holder, control, name, title);
    return {
      name, title,
      get value() { return control.value; },
      set value(value) { control.value = values.includes(value) ? value : ""; },
      count(counts) {
        for (const option of control.options) if (option.value) option.text = counted(option.value, counts);
      },
    };
  }

  // A list to find a value in by typing a part of it (ARIA Authoring Practices: combobox with list autocomplete).
  function combobox(holder, name, title, all, values) {
    const control = make("input");
    const options = make("ul", "options");
    const folded = values.map(fold);
    let chosen = "";
    let counts = null;
    let active = -1;
    Object.assign(control, { type: "text", role: "combobox", autocomplete: "off", spellcheck: false, placeholder: all });
    const element = cell(holder, control, name, title);
    Object.assign(options, { id: `l-${name}`, role: "listbox", hidden: true, ariaLabel: title });
    control.setAttribute("aria-controls", options.id);
    control.setAttribute("aria-autocomplete", "list");
    control.ariaExpanded = "false";
    element.append(options);

    const close = () => {
      options.hidden = true;
      control.ariaExpanded = "false";
      control.removeAttribute("aria-activedescendant");
    };
    const choose = (value) => {
      control.value = chosen = value;
      close();
    };
    const pick = (value) => {
      choose(value);
      later(0);
    };
    const open = () => {
      const asked = control.value === chosen ? "" : fold(control.value);
      const fit = values.map((value, index) => [value, folded[index].indexOf(asked), counts ? counts[value] || 0 : 0]).filter(([, at, count]) => at >= 0 && (count || !counts));
      fit.sort((a, b) => (asked ? (a[1] > 0) - (b[1] > 0) : 0) || b[2] - a[2]);
      options.replaceChildren(...fit.slice(0, OPTIONS).map(([value], index) => {
        const option = make("li", "", counted(value, counts));
        Object.assign(option, { role: "option", id: `${options.id}-${index}`, ariaSelected: "false" });
        option.dataset.value = value;
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => pick(value));
        return option;
      }));
      if (!fit.length || fit.length > OPTIONS) {
        const rest = make("li", "quiet", fit.length ? say("search.more_names", { count: fit.length - OPTIONS }) : say("search.no_name"));
        Object.assign(rest, { role: "option", ariaDisabled: "true" });
        options.append(rest);
      }
      active = -1;
      options.hidden = false;
      control.ariaExpanded = "true";
      control.removeAttribute("aria-activedescendant");
    };
    const move = (step) => {
      const items = [...options.querySelectorAll("[data-value]")];
      if (!items.length) return;
      if (items[active]) items[active].ariaSelected = "false";
      active = (active + step + items.length + (active < 0 && step < 0)) % items.length;
      items[active].ariaSelected = "true";
      items[active].scrollIntoView({ block: "nearest" });
      control.setAttribute("aria-activedescendant", items[active].id);
    };
    control.addEventListener("input", (event) => {
      event.stopPropagation();
      if (!control.value.trim()) pick("");
      open();
    });
    control.addEventListener("click", open);
    control.addEventListener("blur", () => choose(chosen));
    control.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const items = options.querySelectorAll("[data-value]");
      if (step) {
        if (options.hidden) open();
        move(step);
      } else if (event.key === "Enter" && !options.hidden && items.length) pick(items[Math.max(active, 0)].dataset.value);
      else if (event.key === "Escape" && !options.hidden) choose(chosen);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return {
      name, title,
      get value() { return chosen; },
      set value(value) { choose(values.includes(value) ? value : ""); },
      count(known) { counts = known; },
    };
  }

  function counted(value, counts) {
    return counts ? `${shown(value)} (${counts[value] || 0})` : shown(value);
  }

  function shown(value) {
    return IN[value] || value;
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") || "";
    for (const filter of [...filters, sort]) filter.value = asked.get(filter.name) || "";
    if (filters.some((filter) => filter.value)) narrow.open = true;
  }

  function remember() {
    const state = new URLSearchParams();
    if (field.value.trim()) state.set("q", field.value.trim());
    for (const filter of [...filters, sort]) if (filter.value) state.set(filter.name, filter.value);
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
    for (const filter of filters) if (filter.value) chosen[filter.name] = [filter.value];
    const narrowed = Object.keys(chosen).length;
    const told = filters.filter((filter) => filter.value).map((filter) => `${filter.title}: ${shown(filter.value)}`);
    narrow.firstChild.textContent = told.length ? say("search.narrowed", { filters: told.join("; ") }) : say("search.narrow");
    if (!chosen.in) chosen.in = query || !narrowed ? { any: ["Texts", "Notes"] } : ["Texts"];
    const order = { date: { date: "asc" }, latest: { date: "desc" } }[sort.value] || (query ? undefined : { date: "asc" });
    const found = await engine.search(straight(query) || null, { filters: chosen, sort: order });
    if (mine !== turn) return;
    for (const filter of filters) filter.count(filter.value || filter.name === "in" ? null : found.filters[filter.name] || {});
    clear.hidden = !narrowed;
    list.replaceChildren();
    more.hidden = true;
    const asked = query || narrowed;
    const results = asked ? found.results : [];
    tell(results.length ? amount(results.length, found.filters.in || {}) : asked ? say("search.nothing") : "");
    if (results.length) await show(results, 0, mine, query);
  }

  function amount(all, kinds) {
    const notes = kinds.Notes || 0;
    const documents = all - notes;
    const told = [documents && say("documents.count", { count: documents }), notes && say("ledger.notes", { count: notes })].filter(Boolean);
    return told.length > 1 ? say("search.both", { documents: told[0], notes: told[1] }) : told[0];
  }

  async function show(results, from, mine, query) {
    more.hidden = true;
    const data = await Promise.all(results.slice(from, from + PAGE).map((result) => result.data()));
    if (mine !== turn) return;
    const unknown = from ? [] : strangers(query, data);
    if (unknown.length) status.append(` ${say("search.strangers", { words: unknown.map((word) => say("apparatus.quoted", { words: word })).join(", ") })}`);
    const items = data.map((document) => item(document, Boolean(query)));
    list.append(...items);
    if (from && items[0]) items[0].querySelector("a").focus();
    more.hidden = from + PAGE >= results.length;
    more.onclick = () => show(results, from + PAGE, mine, query);
  }

  // The words asked for that no result has: the index then falls back to the beginning of a word.
  function strangers(query, data) {
    const had = new Set();
    for (const found of data) {
      const words = found.content.split(/\s+/);
      for (const at of found.locations) for (const word of fold(words[at] || "").match(/[\p{L}\p{N}]+/gu) || []) had.add(word.slice(0, SAME));
    }
    const asked = query.replace(/["“”„«»].*?["“”„«»]/g, " ").match(/[\p{L}\p{N}]+/gu) || [];
    return asked.filter((word) => ![...had].some((start) => start.startsWith(fold(word).slice(0, SAME))));
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
    if (found.meta.about) element.append(make("p", "when", found.meta.about));
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

  function tell(text, further) {
    status.replaceChildren(text);
    if (further) status.append(link(root + "documents.html", further));
  }

  function link(href, text) {
    const element = make("a", "", text);
    element.href = href;
    return element;
  }
})();
