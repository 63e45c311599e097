// The page of a retired document: who came for a paragraph of it goes on to that paragraph, where it is known.
"use strict";

(() => {
  const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector("a");
  if (goal) location.replace(goal.href);
})();
