// The key "/" leads to the search, as the sign beside the link says.
"use strict";

const search = document.querySelector(".search-link");

if (search) {
  const sign = document.createElement("kbd");
  sign.textContent = "/";
  sign.setAttribute("aria-hidden", "true");
  search.append(sign);
  search.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const field = document.querySelector("#q");
    if (field) field.focus();
    else search.click();
  });
}
