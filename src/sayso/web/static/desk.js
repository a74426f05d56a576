// Keys, switches and the reading run. Every page works without it; it keeps and sends nothing.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll(".item")].filter((each) => each.offsetParent);
  let current = null;

  function choose(step) {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(current);
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    if (current) current.classList.remove("on");
    current = next;
    current.classList.add("on");
    const link = current.querySelector("a.open");
    if (link) link.focus({ preventScroll: true });
    current.scrollIntoView({ block: current.classList.contains("reading") ? "start" : "nearest" });
  }

  const go = (address) => { window.location.assign(address); };
  const follow = (selector) => {
    const link = document.querySelector(selector);
    if (link) link.click();
  };
  const KEYS = {
    j: () => choose(1),
    k: () => choose(-1),
    "/": () => document.getElementById("search").focus(),
    "?": () => go("/help"),
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
    m: () => marks(),
  };
  const PLACES = { i: "/inbox", d: "/decisions", s: "/stories", f: "/findings", a: "/articles", c: "/claims", e: "/export" };
  let went = 0;

  function marks() {
    const boxes = [...document.querySelectorAll("[data-layer]")];
    const on = boxes.some((box) => box.checked);
    boxes.forEach((box) => { box.checked = !on; });
    remember();
  }

  // The marks that are switched off stand in the address, so that it can be passed on.
  function remember() {
    const boxes = [...document.querySelectorAll("[data-layer]")];
    if (!boxes.length) return;
    document.querySelectorAll(".text").forEach((each) => { each.className = "text"; });
    const off = boxes.filter((box) => !box.checked).map((box) => box.dataset.layer);
    const address = new URL(window.location.href);
    if (off.length) address.searchParams.set("hide", off.join(","));
    else address.searchParams.delete("hide");
    window.history.replaceState(null, "", address);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (went && Date.now() - went < 1500 && PLACES[event.key]) {
      went = 0;
      go(PLACES[event.key]);
    } else if (event.key === "g") {
      went = Date.now();
    } else if (KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-layer]")) remember();
  });

  // In a reading run the address and the title are those of the article in view.
  const run = document.getElementById("run");
  if (run) {
    let shown = null;
    const look = () => {
      const line = window.innerHeight / 3;
      const all = [...run.querySelectorAll(".reading")];
      const here = all.filter((each) => each.getBoundingClientRect().top <= line).pop() || all[0];
      if (here && here !== shown) {
        shown = here;
        document.title = here.dataset.title;
        window.history.replaceState(null, "", here.dataset.here);
      }
    };
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      window.requestAnimationFrame(() => { waiting = false; look(); });
    };
    window.addEventListener("scroll", soon, { passive: true });
    document.addEventListener("htmx:afterSettle", soon);
  }
})();
