// Sorts, filters, opens and closes what stands in the page. It makes no element out of text, loads nothing and keeps nothing.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const table = byId("units");
  const units = [...table.querySelectorAll(":scope > tbody")].map((body) => ({
    body,
    data: body.dataset,
    states: body.dataset.states.split(" "),
    detail: body.querySelector(".detail"),
    button: null,
  }));

  // Opening and closing. Without this script every unit stands open.
  const open = (unit, wanted) => {
    unit.detail.hidden = !wanted;
    unit.button.setAttribute("aria-expanded", String(wanted));
  };
  const isOpen = (unit) => !unit.detail.hidden;
  for (const unit of units) {
    const link = unit.body.querySelector("a.open");
    unit.button = document.createElement("button");
    unit.button.type = "button";
    unit.button.className = "open";
    unit.button.textContent = link.textContent;
    unit.button.setAttribute("aria-controls", unit.detail.id);
    link.replaceWith(unit.button);
    open(unit, false);
    unit.button.addEventListener("click", () => open(unit, !isOpen(unit)));
  }
  const ofHash = () => {
    const unit = units.find((one) => "#" + one.detail.id === location.hash);
    if (unit) {
      open(unit, true);
      unit.button.focus();
    }
  };

  // Filtering.
  const form = byId("filters");
  const field = (name) => byId("filter-" + name);
  const value = (name) => (field(name) ? field(name).value : "");
  const shown = byId("shown");
  const filter = () => {
    const text = value("text").trim().toLowerCase();
    let count = 0;
    for (const unit of units) {
      const fits =
        (text === "" || unit.data.name.toLowerCase().includes(text)) &&
        ["sheet", "group", "grade"].every((name) => value(name) === "" || value(name) === unit.data[name]) &&
        (value("status") === "" || unit.states.includes(value("status")));
      unit.body.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent = shown.dataset.say.replace("{shown}", String(count)).replace("{all}", String(units.length));
    byId("none").hidden = count > 0;
  };
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  byId("open-all").addEventListener("click", () => units.forEach((unit) => unit.body.hidden || open(unit, true)));
  byId("close-all").addEventListener("click", () => units.forEach((unit) => open(unit, false)));
  for (const card of document.querySelectorAll(".grades a")) {
    card.addEventListener("click", (event) => {
      event.preventDefault();
      form.reset();
      for (const name of ["sheet", "grade"]) {
        if (field(name)) {
          field(name).value = card.dataset[name];
        }
      }
      filter();
      const first = units.filter((unit) => !unit.body.hidden).sort((one, other) => position(one) - position(other))[0];
      (first ? first.button : field("text")).focus();
      byId("units-title").scrollIntoView();
    });
  }

  // Sorting. Equal ones keep the order of groups and ranks.
  const words = new Intl.Collator("zh-CN", { numeric: true });
  const position = (unit) => [...table.tBodies].indexOf(unit.body);
  const number = (name) => (one, other) => Number(one.data[name]) - Number(other.data[name]);
  const grades = [...field("grade").options].map((option) => option.value);
  const orders = {
    rank: number("order"),
    name: (one, other) => words.compare(one.data.name, other.data.name),
    group: (one, other) => words.compare(one.data.group, other.data.group),
    total: number("total"),
    least: number("least"),
    grade: (one, other) => grades.indexOf(one.data.grade) - grades.indexOf(other.data.grade),
    lost: number("lost"),
  };
  // What people want to see first in columns of figures is the most.
  const mostFirst = ["total", "least", "lost"];
  const heads = [...table.tHead.querySelectorAll("th")];
  const sort = (head) => {
    const name = head.dataset.sort;
    const before = head.getAttribute("aria-sort");
    const descending = before ? before === "ascending" : mostFirst.includes(name);
    for (const other of heads) {
      other.removeAttribute("aria-sort");
    }
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const order = orders[name];
    const sorted = [...units].sort(
      (one, other) => (descending ? -1 : 1) * order(one, other) || orders.rank(one, other),
    );
    table.append(...sorted.map((unit) => unit.body));
  };
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head));
  }

  // Keys upon a unit's name; Escape anywhere within what it opened.
  table.addEventListener("keydown", (event) => {
    const unit = units.find((one) => one.body.contains(event.target));
    if (!unit) {
      return;
    }
    if (event.key === "Escape" && isOpen(unit)) {
      open(unit, false);
      unit.button.focus();
      event.preventDefault();
      return;
    }
    if (event.target !== unit.button) {
      return;
    }
    const visible = [...table.tBodies].filter((body) => !body.hidden);
    const place = visible.indexOf(unit.body);
    const go = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: visible.length - 1 }[event.key];
    if (go !== undefined) {
      const next = units.find((one) => one.body === visible[go]);
      if (next) {
        next.button.focus();
      }
      event.preventDefault();
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      open(unit, event.key === "ArrowRight");
      event.preventDefault();
    }
  });

  // On paper an opened unit shows all its reasons, also where a browser can't open closed parts by style alone.
  let openedToPrint = [];
  addEventListener("beforeprint", () => {
    openedToPrint = [...table.querySelectorAll(".detail:not([hidden]) details:not([open])")];
    openedToPrint.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => {
    openedToPrint.forEach((part) => (part.open = false));
    openedToPrint = [];
  });

  form.hidden = false;
  document.querySelector(".keys").hidden = false;
  filter();
  ofHash();
  addEventListener("hashchange", ofHash);
})();
