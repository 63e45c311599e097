// The page of an exchange: first words or whole letters, the letters of one year.
"use strict";

(() => {
  const { choice } = edition;
  const bar = document.querySelector(".views");
  const letters = document.querySelectorAll(".turn details");
  const years = [...document.querySelectorAll(".dialogue > .year")];
  const jump = document.querySelector(".jump.years");

  if (bar && letters.length > 1) {
    bar.append(choice(say("threads.length"), [[say("threads.first_words"), false], [say("threads.whole_letters"), true]], (open) => {
      for (const letter of letters) letter.open = open;
    }));
  }
  if (bar && years.length > 1) {
    // One control for all years: those on another page of the exchange stay links to it.
    const here = years.map((one) => one.dataset.year);
    const links = jump ? [...jump.querySelectorAll("a")].map((one) => [one.textContent, one.href]) : here.map((year) => [year]);
    const choices = links.map(([year, href]) => here.includes(year) ? [year, year] : [year, "", href]);
    bar.append(choice(say("threads.show_years"), [[say("threads.all_years"), ""], ...choices], (year) => {
      for (const one of years) one.hidden = year && one.dataset.year !== year;
    }));
    jump?.remove();
  }
  if (bar) bar.hidden = !bar.firstChild;

  // Who comes from a letter or another page finds it open, and shown.
  addEventListener("hashchange", arrive);
  arrive();

  function arrive() {
    const place = edition.at(location.hash);
    const turn = place?.closest(".turn");
    if (!turn) return;
    for (const letter of turn.querySelectorAll("details")) letter.open = true;
    if (turn.closest("[hidden]")) bar.lastChild.firstChild.click();
    place.scrollIntoView();
  }
})();
