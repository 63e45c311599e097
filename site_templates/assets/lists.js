// A list of documents or correspondents, narrowed and sorted in the page. Without this script the whole list is there.
// What is chosen stands in the address (?sender=…&sort=…), so that a list can be cited and shared.
"use strict";

(() => {
  const room = document.querySelector(".listing");
  const form = room?.querySelector(".list-form");
  if (!form) return;

  const status = form.querySelector("[role=status]");
  const further = form.querySelector(".everywhere");
  const { words, sort } = form.elements;
  const fields = [...form.querySelectorAll("[data-field]")];
  const entries = [...room.querySelectorAll(".entry")].map((element) => ({ element, home: element.parentElement, of: (element.dataset.of || "").split(" ") }));
  let ordered = ""; // by what the entries are sorted now: at first as they are written
  let flat = null; // where they stand when they are

  const asked = new URLSearchParams(location.search);
  words.value = asked.get("words") || "";
  sort.value = asked.get("sort") || "";
  if (sort.selectedIndex < 0) sort.value = "";
  for (const field of fields) {
    field.selectedIndex = Math.max(0, [...field.options].findIndex((option) => option.dataset.value === asked.get(field.name)));
  }
  form.querySelector("details").open = sort.value || fields.some((field) => field.value);
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  if (location.search) show();

  function show() {
    const wanted = fields.map((field) => field.value).filter(Boolean);
    const parts = edition.fold(words.value).split(/\s+/).filter(Boolean);
    const narrowed = wanted.length + parts.length > 0;
    let count = 0;
    for (const entry of entries) {
      const fits = wanted.every((key) => entry.of.includes(key)) && parts.every((part) => text(entry).includes(part));
      entry.element.hidden = !fits;
      count += fits;
    }
    status.textContent = narrowed ? say("documents.shown", { count, total: entries.length }) : "";
    room.classList.toggle("narrowed", narrowed);
    order();
    remember();
  }

  function order() {
    if (sort.value === ordered) return;
    ordered = sort.value;
    room.classList.toggle("flat", ordered);
    if (!ordered) for (const { element, home } of entries) home.append(element);
    else {
      if (!flat) form.after(flat = edition.make("ol", `${entries[0].home.className} sorted`));
      const sorted = ordered === "latest" ? [...entries].reverse() : [...entries].sort((a, b) => key(a).localeCompare(key(b)));
      flat.append(...sorted.map((entry) => entry.element));
    }
  }

  // What an entry is sorted by: its first value of a field, else its title.
  function key(entry) {
    const field = fields.find((one) => one.name === ordered);
    if (!field) return text(entry);
    return [...field.options].find((one) => one.value && entry.of.includes(one.value))?.dataset.value || "\uffff";
  }

  function remember() {
    const state = new URLSearchParams();
    const query = new URLSearchParams();
    const put = (name, value, also = name) => {
      if (!value) return;
      state.set(name, value);
      query.set(also, value);
    };
    put("words", words.value.trim(), "q");
    for (const field of fields) put(field.name, field.selectedOptions[0].dataset.value);
    if (further) {
      further.hidden = !query.size;
      further.href = `${further.href.split("?")[0]}?${query}`;
    }
    if (sort.value) state.set("sort", sort.value);
    history.replaceState(null, "", location.pathname + (state.size ? `?${state}` : "") + location.hash);
  }

  function text(entry) {
    return entry.text ??= edition.fold(entry.element.textContent);
  }
})();
