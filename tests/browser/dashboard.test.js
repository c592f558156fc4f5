// The dashboard, by mouse and by keyboard.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { open, start } from "./browser.js";

const PAGES = process.env.PAGES;
const JUNE = join(PAGES, "june", "dashboard.html");

let chromium;
before(async () => {
  chromium = await start();
});
after(() => chromium.close());

const shown = (page) =>
  page.$$eval("#units > tbody:not([hidden])", (bodies) => bodies.map((body) => ({ ...body.dataset })));
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

/** Opens a page, does something with it, and holds it to have asked for nothing and complained of nothing. */
async function within(file, act, width) {
  const page = await open(chromium.context, file, width);
  await act(page);
  assert.deepEqual(page.faults, []);
  await page.close();
}

describe("sorting", () => {
  test("a click on 总分 puts the most first, another the least", () =>
    within(JUNE, async (page) => {
      const totals = async () => (await shown(page)).map((unit) => Number(unit.total));
      const head = page.locator("th[data-sort=total]");
      assert.equal(await head.getAttribute("aria-sort"), null);
      await head.getByRole("button").click();
      assert.equal(await head.getAttribute("aria-sort"), "descending");
      const descending = await totals();
      assert.equal(descending.length, 36);
      assert.deepEqual(descending, [...descending].sort((one, other) => other - one));
      assert.notEqual(descending[0], descending[35]);
      await head.getByRole("button").click();
      assert.equal(await head.getAttribute("aria-sort"), "ascending");
      assert.deepEqual(await totals(), [...descending].reverse().sort((one, other) => one - other));
      assert.equal(await page.locator("th[aria-sort]").count(), 1);
    }));

  test("by keyboard, and back to the order of ranks", () =>
    within(JUNE, async (page) => {
      const first = await shown(page);
      await page.locator("th[data-sort=name] button").focus();
      await page.keyboard.press("Enter");
      assert.equal(await page.locator("th[data-sort=name]").getAttribute("aria-sort"), "ascending");
      assert.notDeepEqual(await shown(page), first);
      await page.locator("th[data-sort=rank] button").focus();
      await page.keyboard.press("Space");
      assert.deepEqual(await shown(page), first);
    }));

  test("grades are sorted from the best to the worst, not by their characters", () =>
    within(JUNE, async (page) => {
      await page.locator("th[data-sort=grade] button").click();
      const grades = (await shown(page)).map((unit) => unit.grade);
      const order = ["优秀", "良好", "合格", "不合格"];
      assert.deepEqual(grades, [...grades].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
      assert.equal(grades.at(-1), "不合格");
    }));
});

describe("filtering", () => {
  test("by name, and the count is told", () =>
    within(JUNE, async (page) => {
      const told = page.getByRole("status");
      assert.equal(await told.getAttribute("aria-live"), "polite");
      assert.equal(await told.textContent(), "显示36个单位，共36个");
      await page.locator("#filter-text").fill("泗河");
      assert.deepEqual((await shown(page)).map((unit) => unit.name), ["泗河镇"]);
      assert.equal(await told.textContent(), "显示1个单位，共36个");
      await page.locator("#filter-text").fill("没有这个单位");
      assert.equal((await shown(page)).length, 0);
      assert.ok(await page.getByText("没有符合条件的单位").isVisible());
      await page.getByRole("button", { name: "清除筛选" }).click();
      await page.waitForFunction(() => document.querySelectorAll("#units > tbody:not([hidden])").length === 36);
    }));

  test("by group, grade and status", () =>
    within(JUNE, async (page) => {
      await page.locator("#filter-group").selectOption("街道");
      assert.deepEqual(new Set((await shown(page)).map((unit) => unit.group)), new Set(["街道"]));
      await page.locator("#filter-group").selectOption("");
      await page.locator("#filter-grade").selectOption("合格");
      const passed = await shown(page);
      assert.ok(passed.length > 0 && passed.every((unit) => unit.grade === "合格"));
      await page.locator("#filter-status").selectOption("overdue");
      const both = await shown(page);
      assert.ok(both.length > 0 && both.length < passed.length);
      assert.ok(both.every((unit) => unit.grade === "合格" && unit.states.split(" ").includes("overdue")));
    }));

  test("from a grade's card to its units", () =>
    within(JUNE, async (page) => {
      await page.locator(".grades a[data-grade=良好]").first().click();
      const units = await shown(page);
      const count = await page.locator(".grades a[data-grade=良好] .count").first().textContent();
      assert.equal(units.length, Number.parseInt(count, 10));
      assert.ok(units.every((unit) => unit.grade === "良好" && unit.sheet === units[0].sheet));
      assert.equal(await focused(page), units[0].name);
    }));
});

describe("from grade to indicator to the reason", () => {
  test("by mouse", () =>
    within(JUNE, async (page) => {
      await page.locator(".grades a[data-grade=优秀]").first().click();
      const unit = page.locator("#units > tbody:not([hidden])").first();
      const reason = unit.locator(".item dt", { hasText: "理由" }).first();
      assert.equal(await reason.isVisible(), false);
      await unit.locator("button.open").click();
      assert.equal(await unit.locator("button.open").getAttribute("aria-expanded"), "true");
      await unit.locator(".area > summary").first().click();
      await unit.locator(".item > summary").first().click();
      assert.ok(await reason.isVisible());
      await unit.locator("button.open").click();
      assert.equal(await reason.isVisible(), false);
    }));

  test("by keyboard alone", () =>
    within(JUNE, async (page) => {
      const press = (key) => page.keyboard.press(key);
      const inFocus = (selector) => page.evaluate((sought) => document.activeElement.matches(sought), selector);
      await page.locator(".grades a[data-grade=良好]").first().focus();
      await press("Enter");
      const names = (await shown(page)).map((unit) => unit.name);
      assert.equal(await focused(page), names[0]);
      await press("ArrowDown");
      assert.equal(await focused(page), names[1]);
      await press("End");
      assert.equal(await focused(page), names.at(-1));
      await press("Home");
      assert.equal(await focused(page), names[0]);
      await press("ArrowRight");
      const unit = page.locator("#units > tbody:not([hidden])").first();
      assert.ok(await unit.locator(".detail").isVisible());
      await press("ArrowLeft");
      assert.equal(await unit.locator(".detail").isVisible(), false);
      await press("Space");
      await press("Tab");
      assert.ok(await inFocus(".area > summary"));
      await press("Enter");
      await press("Tab");
      assert.ok(await inFocus(".item > summary"));
      await press("Space");
      assert.ok(await unit.locator(".item dt", { hasText: "理由" }).first().isVisible());
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.equal(outline, "solid", "the focus can be seen");
      await press("Escape");
      assert.equal(await unit.locator(".detail").isVisible(), false);
      assert.equal(await focused(page), names[0]);
    }));

  test("the skip link goes to the table", () =>
    within(JUNE, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "跳到单位一览表");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.equal(await focused(page), "名次");
    }));

  test("an address with a unit opens it", () =>
    within(JUNE, async (page) => {
      await page.goto(`${page.url()}#unit-9`);
      await page.reload();
      assert.ok(await page.locator("#unit-9").isVisible());
      assert.equal(await page.locator(".detail:visible").count(), 1);
    }));
});

describe("on paper and without a script", () => {
  test("an opened unit prints with its reasons, the others as their line", () =>
    within(JUNE, async (page) => {
      await page.locator("button.open").nth(8).click();
      await page.emulateMedia({ media: "print" });
      const reasons = page.locator(".item dt", { hasText: "理由" });
      const visible = await reasons.evaluateAll((terms) => terms.filter((term) => term.checkVisibility()).length);
      const items = await page.locator(".detail:not([hidden]) .item").count();
      assert.ok(items > 20);
      assert.equal(visible, items);
      assert.equal(await page.locator("#filters").isVisible(), false);
    }));

  test("prints to PDF", () =>
    within(JUNE, async (page) => {
      const closed = pages(await page.pdf({ preferCSSPageSize: true }));
      assert.ok(closed >= 2 && closed <= 12, `${closed} pages`);
      await page.locator("#filter-group").selectOption("街道");
      const few = pages(await page.pdf({ preferCSSPageSize: true }));
      await page.getByRole("button", { name: "全部展开" }).click();
      const opened = pages(await page.pdf({ preferCSSPageSize: true }));
      assert.ok(opened >= few + 4, `${opened} pages with four units opened, ${few} without`);
      assert.equal(await page.locator("details[open]").count(), 0, "what was opened to print is closed again");
    }));

  test("everything can be read without the script", async () => {
    const quiet = await start({ javaScriptEnabled: false });
    const page = await open(quiet.context, JUNE);
    assert.equal(await page.locator("#units > tbody .detail:visible").count(), 36);
    assert.equal(await page.locator("#filters").isVisible(), false);
    await page.locator(".area > summary").first().click();
    await page.locator(".item > summary").first().click();
    assert.ok(await page.locator(".item dt", { hasText: "理由" }).first().isVisible());
    assert.deepEqual(page.faults, []);
    await quiet.close();
  });
});

describe("markup in names", () => {
  test("stays text, and everything works", () =>
    within(join(PAGES, "hostile", "dashboard.html"), async (page) => {
      assert.equal(await page.locator("img").count(), 0);
      assert.equal(await page.locator("script").count(), 1);
      const names = await page.locator("button.open").allTextContents();
      assert.equal(names.length, 36);
      assert.ok(names.every((name) => name.includes("<script>alert(1)</script>") && name.includes("{{7*7}}")));
      await page.locator("th[data-sort=name] button").click();
      await page.locator(".grades a").first().click();
      const units = await shown(page);
      assert.ok(units.length > 0 && units.length < 36);
      await page.locator("#units > tbody:not([hidden]) button.open").first().click();
      await page.locator("#units > tbody:not([hidden]) .area > summary").first().click();
    }));

  test("the page runs no script but its own, even one that got in", () =>
    within(JUNE, async (page) => {
      const ran = await page.evaluate(async () => {
        const script = document.createElement("script");
        script.textContent = "window.intruder = true";
        document.body.append(script);
        return window.intruder === true;
      });
      assert.equal(ran, false);
      const [complaint] = page.faults.splice(0);
      assert.match(complaint, /Content Security Policy/);
    }));
});

/** How many pages a PDF has. */
function pages(pdf) {
  return (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}
