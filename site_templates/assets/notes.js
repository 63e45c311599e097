// What stands behind a sign, a reference or a change, beside it: on hover, on focus, on tap. It stays open so that what
// is in it can be used; Escape and a click elsewhere close it; what it leads to opens in it, with a way back.
// Without this script calls and references are plain links, and changes are listed below the text.
"use strict";

(() => {
  const { make } = edition;
  const OPEN_AFTER = 140;
  const CLOSE_AFTER = 300;
  const CITED = "a.n, .notes a.label";
  const FOLLOWED = "a.tei-ref, a.tei-ptr, a.mention";
  const KINDS = `a.call, .change, .tei-app.edit, ${CITED}, ${FOLLOWED}`;
  const previews = keyed("template", "preview");
  const changes = keyed(".changes *", "of");
  let open = null; // {trigger, box, past: earlier contents, width: of the window, pinned: by a click}
  let timer = 0;
  let pressed = ""; // how the last press was made: "mouse", "touch", "pen"

  // What was changed, and where two witnesses differ, can be asked for, as a call can.
  for (const id of changes.keys()) {
    const element = document.getElementById(id);
    if (element?.matches(":is(.text, .notes) :not(a, a *, :has(a))")) ask(element, "change", say("popover.change"));
  }
  for (const app of document.querySelectorAll(".text .tei-app:not(a *, .change, .change *, :has(a, .change))")) {
    ask(app, "edit", say("popover.differ"));
    if (!app.querySelector(".reading").textContent.trim()) app.classList.add("bare");
  }

  function keyed(elements, name) {
    return new Map([...document.querySelectorAll(`${elements}[data-${name}]`)].map((one) => [one.dataset[name], one]));
  }

  function ask(element, kind, ariaDescription) {
    element.classList.add(kind);
    Object.assign(element, { tabIndex: 0, role: "button", ariaDescription });
    if (!(element.querySelector(".reading") || element).textContent.trim()) element.ariaLabel = say("popover.left_out");
  }

  // The parts of what is to be shown for a trigger; nothing when there is nothing, and the trigger is what it is.
  function contents(trigger) {
    if (trigger.matches(".change")) return copied(changes.get(trigger.id));
    if (trigger.matches(".tei-app")) return [readings(trigger)];
    if (trigger.matches(CITED)) return edition.cite?.(trigger);
    const address = trigger.getAttribute("href") || "";
    const preview = previews.get(address);
    if (preview) return copied(preview.content);
    const target = address.startsWith("#") && edition.at(address);
    if (target && target.closest(".notes")) return [...copied(target), way(say("popover.in_list"), address)];
    return target && !trigger.matches(".call") && [...copied(target), way(say("popover.go_there"), address)];
  }

  function copied(source) {
    return source && [...edition.bare(source.cloneNode(true), ".ways, .where, .n, .popover").childNodes];
  }

  function readings(app) {
    const names = keyed(".witnesses *", "witness");
    return make("ul", "readings", ...[...app.querySelectorAll("[data-wit]")].map((reading) => {
      const witnesses = reading.dataset.wit.split(" ").map((sigil) => names.get(sigil)?.textContent || sigil);
      const words = reading.textContent.trim();
      const struck = reading.querySelector("del") ? make("span", "remark", ` (${say("apparatus.struck_out")})`) : "";
      return make("li", {}, make("b", {}, witnesses.join(", ")), make("span", words ? {} : "remark", words || say("popover.no_words"), struck));
    }));
  }

  function way(words, href) {
    return make("p", "more", make("a", { href }, words));
  }

  // Show what stands behind a trigger; tell whether it is seen now.
  function show(trigger) {
    clearTimeout(timer);
    if (open?.trigger === trigger) return true;
    const beside = standsBeside(trigger);
    const parts = beside || contents(trigger);
    if (!parts) return false;
    hide();
    if (beside) return true;
    const words = (trigger.ariaLabel || trigger.textContent).trim();
    const box = make("aside", { className: "popover", id: "popover", popover: "manual", ariaLabel: say("popover.about", { words }) }, ...parts);
    trigger.after(box);
    box.showPopover();
    open = { trigger, box, past: [], width: innerWidth };
    place();
    trigger.ariaExpanded = true;
    return true;
  }

  function hide() {
    clearTimeout(timer);
    if (!open) return;
    open.trigger.ariaExpanded = null;
    open.box.remove();
    open = null;
  }

  // A call or reference inside what is open opens in its place.
  function goDeeper(trigger) {
    const parts = contents(trigger);
    if (!parts) return false;
    const { box, past } = open;
    past.push([...box.childNodes]);
    const back = edition.button(say("popover.back"), () => {
      box.replaceChildren(...past.pop());
      place();
      (box.querySelector("a, button") || open.trigger).focus();
    });
    box.replaceChildren(make("p", {}, back), ...parts);
    box.scrollTop = 0;
    place();
    back.focus();
    return true;
  }

  // On a wide screen the whole note of a call may be in view already, beside the text.
  function standsBeside(trigger) {
    const beside = trigger.matches(".call") && document.querySelector(`.side .note[data-note="${CSS.escape(edition.id(trigger.hash))}"]:not(.cut)`);
    if (!beside || !beside.offsetParent) return false;
    const box = beside.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }

  function place() {
    const { trigger, box } = open;
    const margin = 8;
    const { top } = trigger.getBoundingClientRect();
    const at = [...trigger.getClientRects()].pop() || trigger.getBoundingClientRect();
    const below = innerHeight - at.bottom;
    box.style.maxBlockSize = `min(26rem, ${Math.max(below, top) - 2 * margin}px)`;
    const above = below < box.offsetHeight + margin && top > below;
    const start = getComputedStyle(trigger).direction === "rtl" ? at.right + 16 - box.offsetWidth : at.left - 16;
    const left = Math.max(margin, Math.min(start, document.documentElement.clientWidth - box.offsetWidth - margin));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(above ? top - box.offsetHeight - margin : at.bottom + margin) + scrollY}px`;
  }

  // What opens when the pointer rests or the focus comes: names only once a reader has asked to see them.
  function opensByItself(trigger) {
    return trigger && !trigger.matches(`${CITED}, .mention:not(.names-shown *)`);
  }

  function triggerAt(event) {
    return event.target.closest?.(KINDS);
  }

  function inside(node) {
    return open && (open.box.contains(node) || open.trigger.contains(node));
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (inside(event.target)) clearTimeout(timer);
    const trigger = triggerAt(event);
    if (!opensByItself(trigger) || open?.box.contains(trigger)) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(trigger), OPEN_AFTER);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || inside(event.relatedTarget)) return;
    if (!triggerAt(event) && !inside(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => { if (open && !open.pinned && !open.box.contains(document.activeElement)) hide(); }, CLOSE_AFTER);
  });
  document.addEventListener("focusin", (event) => {
    if (inside(event.target)) return;
    const trigger = triggerAt(event);
    if (opensByItself(trigger) && trigger.matches(":focus-visible")) show(trigger);
    else hide();
  });

  document.addEventListener("pointerdown", (event) => {
    pressed = event.pointerType;
    if (!inside(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const trigger = triggerAt(event);
    if (!trigger) {
      if (open && event.target.closest(".popover a")) {
        edition.left = open.trigger;
        hide();
      }
      return;
    }
    if (open?.box.contains(trigger)) {
      if (goDeeper(trigger)) event.preventDefault();
      return;
    }
    // A call opens what it calls and leaves the reader at the line; a reference is followed, on a touch screen after a look.
    if (trigger.matches(FOLLOWED) && pressed !== "touch") return hide();
    // Beside the text a note is for the eye alone: a keyboard goes to the list.
    if (!event.detail && standsBeside(trigger)) return;
    if (show(trigger)) {
      if (open) open.pinned = true;
      event.preventDefault();
      if (trigger.matches(CITED)) history.replaceState(null, "", trigger.hash);
    }
  });
  document.addEventListener("keydown", (event) => {
    pressed = "";
    const trigger = triggerAt(event);
    if (trigger?.role === "button" && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(trigger);
    }
    if (event.key !== "Escape" || !open) return;
    if (open.box.contains(document.activeElement)) open.trigger.focus();
    hide();
  });
  // The bars of a telephone come and go while one scrolls: that changes the height alone.
  addEventListener("resize", () => { if (open && open.width !== innerWidth) hide(); });
})();
