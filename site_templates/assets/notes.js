// What stands behind a sign, a reference or a change, beside it: on hover, on focus, on tap. It stays open so that what
// is in it can be used; Escape and a click elsewhere close it; what it leads to opens in it, with a way back.
// Without this script calls and references are plain links, and changes are listed below the text.
"use strict";

(() => {
  const { make } = edition;
  const OPEN_AFTER = 140;
  const CLOSE_AFTER = 300;
  const KINDS = "a.call, a.tei-ref, a.tei-ptr, a.mention, .change, .tei-app.edit, a.n, .notes a.label";
  const previews = new Map([...document.querySelectorAll("template[data-preview]")].map((one) => [one.dataset.preview, one]));
  const changes = new Map([...document.querySelectorAll(".changes [data-of]")].map((one) => [one.dataset.of, one]));
  let open = null; // {trigger, box, past: earlier contents}
  let timer = 0;
  let pressed = ""; // how the last press was made: "mouse", "touch", "pen"

  // What was changed, and where two witnesses differ, can be asked for, as a call can.
  for (const [id, entry] of changes) {
    const element = document.getElementById(id);
    if (element && element.matches(".text *, .notes *") && !element.querySelector("a") && !element.closest("a")) ask(element, "change", entry);
  }
  for (const app of document.querySelectorAll(".text .tei-app")) {
    if (app.querySelector("a, .change") || app.closest("a, .change")) continue;
    ask(app, "edit");
    if (!app.querySelector(".reading").textContent.trim()) app.classList.add("bare");
  }

  function ask(element, kind) {
    element.classList.add(kind);
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.setAttribute("aria-description", kind === "edit" ? say("popover.differ") : say("popover.change"));
    const words = element.querySelector(".reading") || element;
    if (!words.textContent.trim()) element.setAttribute("aria-label", say("popover.left_out"));
  }

  // The parts of what is to be shown for a trigger; null when there is nothing, and the trigger is what it is.
  function contents(trigger) {
    if (trigger.matches(".change")) return copied(changes.get(trigger.id));
    if (trigger.matches(".tei-app")) return readings(trigger);
    if (trigger.matches("a.n, .notes a.label")) return edition.cite ? edition.cite(trigger) : null;
    const address = trigger.getAttribute("href") || "";
    const preview = previews.get(address);
    if (preview) return [...copied(preview.content), ways([[say("popover.open"), address]])];
    const target = address.startsWith("#") && edition.at(address);
    if (!target) return null;
    if (!target.closest(".notes")) return trigger.matches(".call") ? null : [...copied(target), ways([[say("popover.go_there"), address]])];
    const shared = target.closest(".notes").querySelector(":scope > .whose");
    return [...copied(target), ...(shared && !target.id.startsWith("lost-") ? [shared.cloneNode(true)] : []), ways([[say("popover.in_list"), address]])];
  }

  function copied(source) {
    return source ? [...edition.bare(source.cloneNode(true), ".ways, .where, .n, .popover").childNodes] : null;
  }

  function readings(app) {
    const list = make("ul", "readings");
    const names = new Map([...document.querySelectorAll(".witnesses [data-witness]")].map((one) => [one.dataset.witness, one.textContent]));
    for (const reading of app.querySelectorAll("[data-wit]")) {
      const line = make("li");
      const sigils = reading.dataset.wit.split(" ");
      const words = make("span", "", reading.textContent.trim() || say("popover.no_words"));
      if (!reading.textContent.trim()) words.className = "remark";
      if (reading.querySelector("del")) words.append(make("span", "remark", ` (${say("apparatus.struck_out")})`));
      line.append(make("b", "", sigils.map((one) => names.get(one) || one).join(", ")), words);
      list.append(line);
    }
    return [list];
  }

  function ways(links) {
    const line = make("p", "more");
    for (const [text, href] of links) {
      const link = make("a", "", text);
      link.href = href;
      line.append(link);
    }
    return line;
  }

  function show(trigger) {
    clearTimeout(timer);
    if (open && open.trigger === trigger) return true;
    if (open && open.box.contains(trigger)) return false;
    if (trigger.matches(".call") && standsBeside(trigger)) {
      hide();
      return true;
    }
    const parts = contents(trigger);
    if (!parts) return false;
    hide();
    const box = make("aside", "popover");
    box.id = "popover";
    box.popover = "manual";
    box.setAttribute("aria-label", say("popover.about", { words: (trigger.getAttribute("aria-label") || trigger.textContent).trim() }));
    box.append(...parts);
    trigger.after(box);
    box.showPopover();
    open = { trigger, box, past: [] };
    place();
    trigger.setAttribute("aria-expanded", "true");
    return true;
  }

  function hide() {
    clearTimeout(timer);
    if (!open) return;
    open.trigger.removeAttribute("aria-expanded");
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
    const line = make("p");
    line.append(back);
    box.replaceChildren(line, ...parts);
    box.scrollTop = 0;
    place();
    back.focus();
    return true;
  }

  // On a wide screen the whole note may be in view already, beside the text.
  function standsBeside(call) {
    const id = edition.id(call.hash);
    const beside = document.querySelector(`.side .note[data-note="${CSS.escape(id)}"]:not(.cut)`);
    if (!beside || !beside.offsetParent) return false;
    const box = beside.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }

  function place() {
    const { trigger, box } = open;
    const margin = 8;
    const lines = trigger.getClientRects();
    const at = lines[lines.length - 1] || trigger.getBoundingClientRect();
    const below = innerHeight - at.bottom;
    box.style.maxBlockSize = `min(26rem, ${Math.max(below, at.top) - 2 * margin}px)`;
    const above = below < box.offsetHeight + margin && at.top > below;
    const start = getComputedStyle(trigger).direction === "rtl" ? at.right + 16 - box.offsetWidth : at.left - 16;
    const left = Math.max(margin, Math.min(start, document.documentElement.clientWidth - box.offsetWidth - margin));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(above ? at.top - box.offsetHeight - margin : at.bottom + margin) + scrollY}px`;
  }

  // Names open nothing by themselves until a reader has asked to see them.
  function isQuiet(trigger) {
    return trigger.matches(".mention") && !trigger.closest(".names-shown");
  }

  function triggerAt(event) {
    return event.target instanceof Element ? event.target.closest(KINDS) : null;
  }

  function inside(node) {
    return open && node instanceof Node && (open.box.contains(node) || open.trigger.contains(node));
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (inside(event.target)) clearTimeout(timer);
    const trigger = triggerAt(event);
    if (!trigger || trigger.matches("a.n, a.label") || isQuiet(trigger) || (open && open.box.contains(trigger))) return;
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
    const trigger = triggerAt(event);
    if (inside(event.target)) return;
    if (trigger && trigger.matches(":focus-visible:not(a.n, a.label)") && !isQuiet(trigger)) show(trigger);
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
      if (open && event.target.closest && event.target.closest(".popover a")) {
        edition.left = open.trigger;
        hide();
      }
      return;
    }
    if (open && open.box.contains(trigger)) {
      if (goDeeper(trigger)) event.preventDefault();
      return;
    }
    // A call opens what it calls and leaves the reader at the line; a reference is followed, on a touch screen after a look.
    const follows = trigger.matches("a.tei-ref, a.tei-ptr, a.mention") && pressed !== "touch";
    if (follows) return hide();
    // Beside the text a note is for the eye alone: a keyboard goes to the list.
    if (!event.detail && trigger.matches(".call") && standsBeside(trigger)) return;
    if (show(trigger)) {
      if (open) open.pinned = true;
      event.preventDefault();
      if (trigger.matches("a.n, a.label")) history.replaceState(null, "", trigger.hash);
    }
  });
  document.addEventListener("keydown", (event) => {
    pressed = "";
    const trigger = triggerAt(event);
    if (trigger && trigger.matches("[role=button]") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      show(trigger);
    }
    if (event.key !== "Escape" || !open) return;
    const { trigger: left, box } = open;
    if (box.contains(document.activeElement)) left.focus();
    hide();
  });
  addEventListener("resize", hide);
})();
