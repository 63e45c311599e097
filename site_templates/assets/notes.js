// A note beside its call: on hover, on focus, on tap. It stays open so that its links can be used; Escape closes it.
// Without this script, and for a click with a mouse, a call is a plain link to the note and the note leads back.
"use strict";

(() => {
  const OPEN_AFTER = 140;
  const CLOSE_AFTER = 280;
  let open = null; // {call, box}
  let timer = 0;

  function show(call) {
    clearTimeout(timer);
    if (open && open.call === call) return;
    hide();
    const id = decodeURIComponent(call.hash.slice(1));
    const note = document.getElementById(id);
    if (!note || standsBeside(id)) return;
    const box = popover(note, call);
    call.after(box);
    place(box, call);
    call.setAttribute("aria-expanded", "true");
    call.setAttribute("aria-describedby", box.id);
    open = { call, box };
  }

  function hide() {
    clearTimeout(timer);
    if (!open) return;
    open.call.removeAttribute("aria-expanded");
    open.call.removeAttribute("aria-describedby");
    open.box.remove();
    open = null;
  }

  // On a wide screen the whole note may be in view already, beside the text.
  function standsBeside(id) {
    const beside = document.querySelector(`.side .note[data-note="${CSS.escape(id)}"]:not(.cut)`);
    if (!beside || !beside.offsetParent) return false;
    const box = beside.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  }

  function popover(note, call) {
    const box = document.createElement("aside");
    box.className = "popover";
    box.id = "popover";
    box.setAttribute("aria-label", "Note " + call.textContent.trim());
    const shared = note.closest(".notes").querySelector(":scope > .whose");
    for (const part of note.cloneNode(true).childNodes) box.append(part.cloneNode(true));
    for (const element of box.querySelectorAll("[id]")) element.removeAttribute("id");
    for (const element of box.querySelectorAll(".ways")) element.remove();
    if (shared) box.append(shared.cloneNode(true));
    const goto = document.createElement("a");
    goto.className = "goto";
    goto.href = call.hash;
    goto.textContent = "To the note below the text";
    box.append(goto);
    return box;
  }

  function place(box, call) {
    const margin = 8;
    const at = call.getBoundingClientRect();
    const frame = (box.offsetParent || document.documentElement).getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const room = Math.max(window.innerHeight - at.bottom, at.top) - 2 * margin;
    box.style.maxBlockSize = `min(26rem, ${room}px)`;
    const left = Math.max(margin, Math.min(at.left - 16, width - box.offsetWidth - margin));
    const below = window.innerHeight - at.bottom;
    const above = below < box.offsetHeight + margin && at.top > box.offsetHeight + margin;
    box.style.insetInlineStart = "auto";
    box.style.left = `${left - frame.left}px`;
    box.style.top = `${(above ? at.top - box.offsetHeight - margin : at.bottom + margin) - frame.top}px`;
  }

  function callAt(event) {
    return event.target instanceof Element ? event.target.closest("a.call") : null;
  }

  function inside(node) {
    return open && node instanceof Node && (open.box.contains(node) || open.call.contains(node));
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (inside(event.target)) clearTimeout(timer);
    const call = callAt(event);
    if (!call) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(call), OPEN_AFTER);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || inside(event.relatedTarget)) return;
    if (!callAt(event) && !inside(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => { if (!inside(document.activeElement)) hide(); }, CLOSE_AFTER);
  });
  document.addEventListener("focusin", (event) => {
    const call = callAt(event);
    if (call && call.matches(":focus-visible")) show(call);
    else if (!inside(event.target)) hide();
  });

  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (!inside(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const call = callAt(event);
    if (call && touched) {
      event.preventDefault();
      show(call);
    } else if (call || (open && event.target.closest(".popover a"))) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    const { call, box } = open;
    if (box.contains(document.activeElement)) call.focus();
    hide();
  });
  window.addEventListener("resize", hide);
})();
