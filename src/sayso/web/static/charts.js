// Draws each chart from the table beside it. The expressions of a chart are interpreted, as the
// page may run no text as script; colours are the page's own, in each theme and in print.
"use strict";
(async () => {
  const open = (low, high) => (low === null ? "down" : high === null ? "up" : null);
  const number = (text) => (text === undefined ? null : Number(text));
  for (const place of document.querySelectorAll("[data-spec]")) {
    const rows = document.querySelectorAll(`#${place.dataset.from} tbody tr`);
    const points = [...rows].map(({ dataset }) => {
      const [low, best, high] = [number(dataset.low), number(dataset.best), number(dataset.high)];
      return {
        when: dataset.when, origin: dataset.origin, value: dataset.value, low, best, high,
        open: best === null ? open(low, high) : null, at: best ?? low ?? high,
      };
    });
    const answer = await fetch(place.dataset.spec);
    const spec = await answer.json();
    spec.data = { values: points };
    spec.width = Math.max(260, Math.min(760, place.clientWidth - 60));
    const compiled = window.vegaLite.compile(spec).spec;
    const view = new window.vega.View(window.vega.parse(compiled, null, { ast: true }), {
      expr: window.vegaInterpreter.expressionInterpreter,
      renderer: "svg",
      container: place,
      hover: false,
      tooltip: () => {},
    });
    await view.runAsync();
    const drawn = place.querySelector("svg");
    for (const part of drawn.querySelectorAll("[role], [aria-roledescription]")) {
      for (const name of ["role", "aria-roledescription", "aria-label"]) part.removeAttribute(name);
    }
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", "The table below says the same.");
    place.dataset.drawn = "yes";
  }
})();
