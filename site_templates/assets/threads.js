// The page of an exchange: first words or whole letters, the letters of one year; the list of exchanges: found by name.
"use strict";

(() => {
  const bar = document.querySelector(".views");
  const letters = [...document.querySelectorAll(".turn details")];
  const years = [...document.querySelectorAll(".dialogue > .year")];
  const find = document.querySelector(".find");

  if (bar && letters.length > 1) {
    choice(say("threads.length"), [[say("threads.first_words"), false], [say("threads.whole_letters"), true]], (open) => {
      for (const letter of letters) letter.open = open;
    });
  }
  if (bar && years.length > 1) {
    choice(say("threads.show_years"), [[say("threads.all_years"), ""], ...years.map((one) => [one.dataset.year, one.dataset.year])], (year) => {
      for (const one of years) one.hidden = year !== "" && one.dataset.year !== year;
    });
  }
  if (bar) bar.hidden = !bar.children.length;
  // The years to be shown are links to them, too, where all are here.
  const jump = document.querySelector(".jump.years-here");
  if (jump && years.length > 1) jump.remove();

  // Who comes from a letter or another page finds it open.
  addEventListener("hashchange", arrive);
  arrive();

  function arrive() {
    const turn = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const letter = turn && turn.matches(".turn") && turn.querySelector("details");
    if (letter) letter.open = true;
  }

  function choice(name, choices, choose) {
    const box = document.createElement("div");
    box.className = "together";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", name);
    choices.forEach(([words, value], number) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tool";
      button.textContent = words;
      button.setAttribute("aria-pressed", String(number === 0));
      button.addEventListener("click", () => {
        for (const other of box.children) other.setAttribute("aria-pressed", String(other === button));
        choose(value);
      });
      box.append(button);
    });
    bar.append(box);
  }

  if (find) {
    const rows = [...document.querySelectorAll(find.dataset.of)].map((row) => [row, plain(row.querySelector("a").textContent)]);
    if (rows.length < 8) return;
    const label = document.createElement("label");
    const field = document.createElement("input");
    const told = document.createElement("output");
    field.type = "search";
    label.append(say("threads.find"), field);
    find.append(label, told);
    field.addEventListener("input", () => {
      const words = plain(field.value).split(/\s+/);
      let count = 0;
      for (const [row, name] of rows) {
        row.hidden = !words.every((word) => name.includes(word));
        if (!row.hidden) count += 1;
      }
      told.textContent = field.value.trim() ? say("threads.found", { count, total: rows.length }) : "";
    });
  }

  function plain(words) {
    return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
