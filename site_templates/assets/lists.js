// A list of documents or correspondents, narrowed and sorted in the page. Without this script the whole list is there.
// What is chosen stands in the address (?sender=…&sort=…), so that a list can be cited and shared.
"use strict";

(() => {
  const room = document.querySelector(".listing");
  const form = room && room.querySelector(".list-form");
  if (!form) return;

  const status = form.querySelector("[role=status]");
  const further = form.querySelector(".everywhere");
  const { words, sort } = form.elements;
  const fields = [...form.querySelectorAll("[data-field]")];
  const entries = [...room.querySelectorAll(".entry")];
  const homes = entries.map((entry) => entry.parentElement);
  const texts = new Map();
  let ordered = ""; // by what the entries are sorted now: at first as they are written
  const flat = edition.make("ol", `${homes[0].className} sorted`);
  form.after(flat);

  const asked = new URLSearchParams(location.search);
  words.value = asked.get("words") || "";
  sort.value = asked.get("sort") || "";
  if (sort.selectedIndex < 0) sort.value = "";
  for (const field of fields) {
    const at = [...field.options].findIndex((option) => option.dataset.value === asked.get(field.name));
    field.selectedIndex = Math.max(at, 0);
  }
  form.querySelector("details").open = Boolean(sort.value || fields.some((field) => field.value));
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  show();

  function show() {
    const wanted = fields.filter((field) => field.value).map((field) => field.value);
    const parts = edition.fold(words.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const of = (entry.dataset.of || "").split(" ");
      const fits = wanted.every((key) => of.includes(key)) && parts.every((part) => text(entry).includes(part));
      entry.hidden = !fits;
      count += fits;
    }
    const narrowed = wanted.length || parts.length;
    status.textContent = narrowed ? say("documents.shown", { count, total: entries.length }) : "";
    room.classList.toggle("narrowed", Boolean(narrowed));
    order();
    remember();
  }

  function order() {
    if (sort.value === ordered) return;
    ordered = sort.value;
    room.classList.toggle("flat", Boolean(sort.value));
    if (!sort.value) {
      entries.forEach((entry, index) => homes[index].append(entry));
      return;
    }
    const sorted = sort.value === "latest" ? [...entries].reverse() : [...entries].sort((a, b) => key(a).localeCompare(key(b)));
    flat.append(...sorted);
  }

  // What an entry is sorted by: its first value of a field, else its title.
  function key(entry) {
    const field = fields.find((one) => one.name === sort.value);
    if (!field) return text(entry);
    const of = (entry.dataset.of || "").split(" ");
    const option = [...field.options].find((one) => one.value && of.includes(one.value));
    return option ? option.dataset.value : "\uffff";
  }

  function remember() {
    const state = new URLSearchParams();
    const query = new URLSearchParams();
    if (words.value.trim()) state.set("words", words.value.trim());
    if (words.value.trim()) query.set("q", words.value.trim());
    for (const field of fields) {
      const chosen = field.selectedOptions[0].dataset.value;
      if (!chosen) continue;
      state.set(field.name, chosen);
      query.set(field.name, chosen);
    }
    if (further) {
      further.hidden = !query.size;
      further.href = further.href.split("?")[0] + `?${query}`;
    }
    if (sort.value) state.set("sort", sort.value);
    history.replaceState(null, "", location.pathname + (state.size ? `?${state}` : "") + location.hash);
  }

  function text(entry) {
    if (!texts.has(entry)) texts.set(entry, edition.fold(entry.textContent));
    return texts.get(entry);
  }
})();
