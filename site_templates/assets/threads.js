// The page of an exchange: first words or whole letters, the letters of one year.
"use strict";

(() => {
  const bar = document.querySelector(".views");
  const letters = [...document.querySelectorAll(".turn details")];
  const years = [...document.querySelectorAll(".dialogue > .year")];
  const jump = document.querySelector(".jump.years");

  if (bar && letters.length > 1) {
    choice(say("threads.length"), [[say("threads.first_words"), false], [say("threads.whole_letters"), true]], (open) => {
      for (const letter of letters) letter.open = open;
    });
  }
  if (bar && years.length > 1) {
    // One control for all years: those on another page of the exchange stay links to it.
    const here = years.map((one) => one.dataset.year);
    const links = jump ? [...jump.querySelectorAll("a")].map((one) => [one.textContent, one]) : here.map((one) => [one]);
    const choices = links.map(([year, link]) => here.includes(year) ? [year, year] : [year, "", link.href]);
    choice(say("threads.show_years"), [[say("threads.all_years"), ""], ...choices], (year) => {
      for (const one of years) one.hidden = year !== "" && one.dataset.year !== year;
    });
    if (jump) jump.remove();
  }
  if (bar) bar.hidden = !bar.children.length;

  // Who comes from a letter or another page finds it open.
  addEventListener("hashchange", arrive);
  arrive();

  function arrive() {
    const turn = edition.at(location.hash);
    const letter = turn && turn.matches(".turn") && turn.querySelector("details");
    if (letter) letter.open = true;
  }

  function choice(...of) {
    bar.append(edition.choice(...of));
  }
})();
