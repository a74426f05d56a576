// Deciding by keyboard, and marking the words of a row anew. Every form works without it.
"use strict";
(() => {
  const first = (selector) => document.querySelector(selector);
  const verdict = first("form.verdict[data-keys]");

  function choose(key) {
    const button = verdict && verdict.querySelector(`[data-key="${key}"]`);
    if (!button) return false;
    if (key === "w") {
      const note = verdict.querySelector("[name=note]");
      if (!note.value) { note.focus(); return true; }
    }
    if (verdict.dataset.keys === "once") button.click();
    else button.focus();
    return true;
  }

  function open(id) {
    const found = document.getElementById(id);
    if (!found) return false;
    if (found.matches("a")) { found.click(); return true; }
    found.open = true;
    const where = found.querySelector(".resize, input:not([type=hidden]), select, textarea");
    if (where) where.focus();
    return true;
  }

  function undo() {
    const button = first(".lately form.inline button, .log li:not(.off) form.inline button");
    if (!button) return false;
    if (verdict && verdict.dataset.keys === "once") button.click();
    else button.focus();
    return true;
  }

  const KEYS = {
    a: () => choose("a"), x: () => choose("x"), u: () => choose("u"), w: () => choose("w"),
    c: () => open("correct") || open("change"), o: () => open("pair"), r: () => open("grade"),
    z: undo,
  };
  // `g` begins a way to another page; what follows it is no decision.
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea")) return;
    if (event.target.closest(".resize") && /^[123]$/.test(event.key)) return;
    if (event.key === "g") { going = Date.now(); return; }
    if (Date.now() - going < 1500) { going = 0; return; }
    if (KEYS[event.key] && KEYS[event.key]()) event.preventDefault();
  }, true);
  // Enter in the note of a row writes the note alone, not the first button of the form.
  if (verdict) {
    verdict.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.name !== "note") return;
      event.preventDefault();
      if (event.target.value.trim()) verdict.querySelector("[data-key=w]").click();
    });
  }
  // A decision is sent once, however often a key is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post") form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  const box = first(".resize");
  if (!box) return;
  const form = box.closest("form");
  const letters = Array.from(box.textContent); // offsets are of code points, as in the ledger
  const begin = Number(box.dataset.begin);
  const parts = box.dataset.parts.split(" ");
  let part = parts[0];
  const field = (name) => form.elements[`value.${name}`];

  function spans(name) {
    if (name === "span") return [[Number(field("start").value), Number(field("end").value)]];
    return field(name).value.split(",").filter((each) => each.includes("-"))
      .map((each) => each.split("-").map(Number));
  }
  function write(name, all) {
    if (name === "span") [field("start").value, field("end").value] = all[0];
    else field(name).value = all.map((each) => each.join("-")).join(", ");
    draw();
  }
  function draw() {
    const kinds = letters.map(() => "");
    parts.forEach((name) => {
      spans(name).forEach(([from, to]) => {
        for (let at = Math.max(0, from - begin); at < Math.min(letters.length, to - begin); at += 1) {
          if (!kinds[at] || name === part) kinds[at] = name;
        }
      });
    });
    box.textContent = "";
    for (let at = 0; at < letters.length;) {
      let to = at;
      while (to < letters.length && kinds[to] === kinds[at]) to += 1;
      const words = letters.slice(at, to).join("");
      if (kinds[at]) {
        const mark = document.createElement("mark");
        mark.className = `part ${kinds[at]}${kinds[at] === part ? " chosen" : ""}`;
        mark.textContent = words;
        box.append(mark);
      } else box.append(words);
      at = to;
    }
    const said = spans(part).map(([from, to]) => letters.slice(from - begin, to - begin).join(""));
    document.getElementById("resized").textContent =
      `${part === "span" ? "" : `${part}: `}“${said.join(" … ")}”`;
  }
  // The place in the whole text of a point of the selection.
  function placeOf(node, offset) {
    const range = document.createRange();
    range.setStart(box, 0);
    range.setEnd(node, offset);
    return begin + Array.from(range.toString()).length;
  }
  function dragged() {
    const chosen = window.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !box.contains(chosen.anchorNode)
      || !box.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    let from = placeOf(range.startContainer, range.startOffset);
    let to = placeOf(range.endContainer, range.endOffset);
    while (from < to && /\s/.test(letters[from - begin])) from += 1;
    while (to > from && /\s/.test(letters[to - 1 - begin])) to -= 1;
    chosen.removeAllRanges();
    if (from < to) write(part, [[from, to]]);
  }
  // The next beginning of a word for where a stretch begins, the next end of one for its end.
  function step(place, way, letter, ends) {
    let at = place - begin + way;
    const word = (index) => index >= 0 && index < letters.length && /[\p{L}\p{N}]/u.test(letters[index]);
    const edge = (index) => (ends ? word(index - 1) && !word(index) : !word(index - 1) && word(index));
    if (!letter) {
      while (at > 0 && at < letters.length && !edge(at)) at += way;
    }
    return begin + Math.max(0, Math.min(letters.length, at));
  }
  box.addEventListener("mouseup", dragged);
  box.addEventListener("keydown", (event) => {
    const number = "123".indexOf(event.key);
    if (number >= 0 && event.key && number < parts.length) {
      part = parts[number];
      event.preventDefault();
      draw();
      return;
    }
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const all = spans(part);
    if (!all.length) return;
    if (event.shiftKey) {
      const moved = step(all[0][0], way, event.altKey, false);
      if (moved < all[0][1]) all[0][0] = moved;
    } else {
      const last = all[all.length - 1];
      const moved = step(last[1], way, event.altKey, true);
      if (moved > last[0]) last[1] = moved;
    }
    write(part, all);
  });
  form.addEventListener("input", draw);
  draw();
})();
