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
  const WORD = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su; // signs before, the word, signs after
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

  // What values are called that are no names.
  const CALLED = { Texts: say("search.texts"), Notes: say("notes.title"), Titles: say("search.titles"), date: say("search.oldest"), latest: say("search.newest") };

  const root = new URL("../", document.currentScript.src).href;
  const room = document.querySelector("#search");
  const dialog = room.closest("dialog");
  const form = make("form", { className: "search-form", role: "search" });
  const field = Object.assign(room.querySelector("#q") || make("input"), { id: "q", name: "q", role: "searchbox", enterKeyHint: "search", autocomplete: "off", spellcheck: false, placeholder: say("search.placeholder") });
  const status = make("p", { className: "search-status", id: "search-status", role: "status" });
  const list = make("ol", "results");
  const more = make("button", { className: "button quiet-button", type: "button", hidden: true }, say("search.more"));
  const here = dialog ? root + "search.html" : location.pathname;
  const whole = make("a", { href: here }, say("search.as_page"));
  const summary = make("summary", {}, say("search.narrow"));
  const narrow = make("details", { className: "narrow", open: !dialog && innerWidth > 1120 }, summary);
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
    if (location.protocol === "file:") {
      for (const told of room.children) told.hidden = false;
      return;
    }
    ask();
    try {
      engine = await import(root + "pagefind/pagefind.js");
      await engine.init();
      build(await engine.filters());
      await run();
    } catch (error) {
      if (!sort) narrow.remove();
      failed(error);
    }
  }

  // What one asks in: there at once, so that no key is lost while the index loads.
  function ask() {
    const query = make("div", "query", make("label", { htmlFor: field.id }, say("search.label")), field);
    if (dialog) query.append(edition.button(say("search.close"), () => dialog.close()));
    const help = make("p", { className: "help", id: "q-help" }, say("search.help"));
    field.setAttribute("aria-describedby", help.id);
    form.append(query, narrow, help);
    room.append(form, status);
    if (dialog) room.append(whole);
    room.append(list, more);
    form.addEventListener("input", () => later(180));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      later(0);
    });
    restore([field]);
    if (dialog || !field.value) field.focus();
  }

  function build(known) {
    const fields = make("div", "filters");
    for (const name of new Set([...Object.keys(FILTERS), ...Object.keys(known).sort()])) {
      const values = Object.keys(known[name] || {}).sort((a, b) => a.localeCompare(b));
      if (!values.length || (values.length < 2 && FEW.includes(name))) continue;
      const [title, all] = FILTERS[name] || [name[0].toUpperCase() + name.slice(1), say("search.all")];
      const control = values.length > MANY ? combobox : select;
      filters.push(control(fields, name, title, all, values));
    }
    sort = select(fields, "sort", say("search.order"), say("search.by_relevance"), ["date", "latest"]);
    narrow.append(fields, clear);
    restore([...filters, sort]);
  }

  function cell(holder, control, name, title, ...further) {
    control.id = `f-${name}`;
    holder.append(make("div", "field", make("label", { htmlFor: control.id }, title), control, ...further));
  }

  // A filter is its name, its title, its value now, and a way to say how many results each value has.
  function select(holder, name, title, all, values) {
    const control = make("select", {}, new Option(all, ""), ...values.map((value) => new Option(shown(value), value)));
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
    const options = make("ul", { className: "options", id: `l-${name}`, role: "listbox", hidden: true, ariaLabel: title });
    const control = make("input", { type: "text", role: "combobox", autocomplete: "off", spellcheck: false, placeholder: all, ariaAutoComplete: "list", ariaExpanded: false });
    control.setAttribute("aria-controls", options.id);
    cell(holder, control, name, title, options);
    const folded = values.map(fold);
    let chosen = "";
    let counts = null;
    let items = [];
    let active = -1;

    const point = (index) => {
      active = index;
      for (const item of items) item.ariaSelected = item === items[active];
      control.setAttribute("aria-activedescendant", items[active]?.id || "");
      items[active]?.scrollIntoView({ block: "nearest" });
    };
    const choose = (value) => {
      control.value = chosen = value;
      options.hidden = true;
      control.ariaExpanded = false;
      point(-1);
    };
    const pick = (value) => {
      choose(value);
      later(0);
    };
    const open = () => {
      const asked = control.value === chosen ? "" : fold(control.value);
      const fit = values.map((value, index) => ({ value, at: folded[index].indexOf(asked), count: counts ? counts[value] : 1 })).filter(({ at, count }) => at >= 0 && count);
      fit.sort((a, b) => (asked && (a.at > 0) - (b.at > 0)) || b.count - a.count);
      items = fit.slice(0, OPTIONS).map(({ value }, index) => make("li", { role: "option", id: `${options.id}-${index}`, onclick: () => pick(value) }, counted(value, counts)));
      options.replaceChildren(...items);
      if (!fit.length || fit.length > OPTIONS) {
        const rest = fit.length ? say("search.more_names", { count: fit.length - OPTIONS }) : say("search.no_name");
        options.append(make("li", { className: "quiet", role: "option", ariaDisabled: true }, rest));
      }
      options.hidden = false;
      control.ariaExpanded = true;
      point(-1);
    };
    options.addEventListener("mousedown", (event) => event.preventDefault());
    control.addEventListener("input", (event) => {
      event.stopPropagation();
      if (!control.value.trim()) pick("");
      open();
    });
    control.addEventListener("click", open);
    control.addEventListener("blur", () => choose(chosen));
    control.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        if (options.hidden) open();
        point((Math.max(active, step < 0 ? 0 : -1) + step + items.length) % items.length);
      } else if (options.hidden) return;
      else if (event.key === "Enter" && items.length) items[Math.max(active, 0)].click();
      else if (event.key === "Escape") choose(chosen);
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
    return CALLED[value] || value;
  }

  // What is asked stands in the address, each control by its name; the dialog is on a page that has another.
  function restore(controls) {
    if (dialog) return;
    const state = new URLSearchParams(location.search);
    for (const one of controls) one.value = state.get(one.name) || "";
    if (filters.some((filter) => filter.value)) narrow.open = true;
  }

  function remember() {
    const state = [field, ...filters, sort].map((one) => [one.name, one.value.trim()]).filter(([, value]) => value);
    whole.href = here + question(state);
    if (!dialog) history.replaceState(null, "", whole.href);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => run().catch(failed), wait);
  }

  async function run() {
    if (!sort) return;
    const mine = ++turn;
    remember();
    const query = field.value.trim();
    const narrowing = filters.filter((filter) => filter.value);
    const chosen = Object.fromEntries(narrowing.map((filter) => [filter.name, [filter.value]]));
    const told = narrowing.map((filter) => `${filter.title}: ${shown(filter.value)}`).join("; ");
    summary.textContent = told ? say("search.narrowed", { filters: told }) : say("search.narrow");
    chosen.in ||= query || !told ? { any: ["Texts", "Notes"] } : ["Texts"];
    const order = { date: { date: "asc" }, latest: { date: "desc" } }[sort.value] || (query ? undefined : { date: "asc" });
    const found = await engine.search(query.replace(/[“”„«»]/g, '"') || null, { filters: chosen, sort: order });
    if (mine !== turn) return;
    for (const filter of filters) filter.count(filter.value || filter.name === "in" ? null : found.filters[filter.name] || {});
    clear.hidden = !told;
    const results = query || told ? found.results : [];
    tell(results.length ? amount(results.length, found.filters.in || {}) : query || told ? say("search.nothing") : "");
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
    if (unknown.length) status.append(" ", say("search.strangers", { words: unknown.map((words) => say("apparatus.quoted", { words })).join(", ") }));
    const items = data.map((document) => item(document, Boolean(query)));
    list.append(...items);
    if (from && items[0]) items[0].querySelector("a").focus();
    more.hidden = from + PAGE >= results.length;
    more.onclick = () => show(results, from + PAGE, mine, query).catch(failed);
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
    const address = root.slice(0, -1) + page + forms(words, hits);
    const to = (id) => address + (id ? `#${id}` : "");
    const lines = places(found.anchors || [], hits, words.length).slice(0, EXCERPTS);
    return make("li", {},
      make("h2", {}, link(to(place), found.meta.title || found.raw_url)),
      found.meta.about ? make("p", "when", found.meta.about) : "",
      make("ul", "excerpts", ...lines.map((line) => make("li", {}, link(to(place || encodeURIComponent(line.id)), ...excerpt(words, line, hits))))));
  }

  // The paragraphs that hits stand in, best first: more hits before fewer, else in the order of the text.
  function places(anchors, hits, length) {
    if (!hits.length) return [{ id: "", start: 0, end: length, hits: [0] }];
    const blocks = anchors.filter((anchor) => BLOCKS.test(anchor.element)).sort((a, b) => a.location - b.location);
    const starts = [{ id: "", location: 0 }, ...blocks];
    const found = starts.map(({ id, location: start }, index) => {
      const end = starts[index + 1]?.location ?? length;
      return { id, start, end, hits: hits.filter((hit) => hit >= start && hit < end) };
    });
    return found.filter((place) => place.hits.length).sort((a, b) => b.hits.length - a.hits.length || a.start - b.start);
  }

  function excerpt(words, place, hits) {
    const start = Math.max(place.start, place.hits[0] - BEFORE);
    const end = Math.min(place.end, place.hits[0] + AFTER);
    const shown = words.slice(start, end).flatMap((word, index) => {
      if (!hits.includes(start + index)) return `${word} `;
      const [, before, bare, after] = word.match(WORD);
      return [before, make("mark", {}, bare), `${after} `];
    });
    return [start > place.start ? "… " : "", ...shown, end < place.end ? "…" : ""];
  }

  // The words as this document has them, neighbours together: what the page that is opened is to mark.
  function forms(words, hits) {
    const runs = [];
    hits.forEach((hit, index) => {
      const [, , word] = (words[hit] || "").toLowerCase().match(WORD);
      runs.push(index && hit === hits[index - 1] + 1 ? `${runs.pop()} ${word}` : word);
    });
    const distinct = new Set(runs.map((run) => run.trim()).filter(Boolean));
    return question([...distinct].slice(0, 12).map((form) => ["highlight", form]));
  }

  // What follows the address of a page to ask something of it: names and values.
  function question(pairs) {
    return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
  }

  // Old results would pass for an answer.
  function failed(error) {
    console.error(error);
    tell(say("search.no_index"));
    status.append(" ", link(root + "documents.html", say("search.to_list")));
  }

  // Say it of results that are yet to come.
  function tell(text) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = text;
  }

  function link(href, ...content) {
    return make("a", { href }, ...content);
  }
})();
