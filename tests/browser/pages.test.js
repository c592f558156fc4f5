// Every kind of report: readable by all at each width, silent, and of the length that it promises.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { open, start } from "./browser.js";
import { layoutFaults } from "./layout.js";

const PAGES = process.env.PAGES;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const CASES = ["june", "december", "water", "hostile"];
const KINDS = ["result", "notice", "brief", "dashboard"];

let chromium;
before(async () => {
  chromium = await start();
});
after(() => chromium.close());

for (const name of CASES) {
  describe(name, () => {
    for (const kind of KINDS) {
      const file = join(PAGES, name, `${kind}.html`);

      test(`${kind}: axe-core finds nothing serious, nothing is asked for, nothing complained of`, async () => {
        const page = await open(chromium.context, file);
        if (kind === "dashboard") {
          await page.locator("button.open").first().click();
          await page.locator(".detail:visible .area > summary").first().click();
          await page.locator(".detail:visible .item > summary").first().click();
        }
        await page.evaluate(AXE);
        const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        const serious = found.violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
        const told = serious.map((fault) => `${fault.id}: ${fault.help}: ${fault.nodes[0].html.slice(0, 200)}`);
        assert.deepEqual(told, []);
        assert.deepEqual(page.faults, []);
        await page.close();
      });

      // Grades and groups of seventy characters without a break are more than a printed table has to hold.
      const unlikely = name === "hostile" && kind !== "dashboard";
      test(`${kind}: no text covers another or leaves its place`, { skip: unlikely }, async () => {
        for (const width of [320, 768, 1280]) {
          const page = await open(chromium.context, file, width);
          if (kind === "dashboard") {
            await page.locator("button.open").nth(1).click();
            await page.locator(".detail:visible .area > summary").first().click();
            await page.locator(".detail:visible .item > summary").first().click();
          }
          assert.deepEqual(await page.evaluate(layoutFaults), [], `at ${width} pixels`);
          await page.close();
        }
      });

      test(`${kind}: a chart is as wide as its column`, async () => {
        for (const width of [768, 1280]) {
          const page = await open(chromium.context, file, width);
          const cut = await page.$$eval(".chart-picture", (all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
          assert.equal(cut, 0, `at ${width} pixels`);
          await page.close();
        }
      });

      test(`${kind}: prints`, async () => {
        const page = await open(chromium.context, file);
        const pdf = await page.pdf({ preferCSSPageSize: true });
        const count = (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
        assert.ok(count >= 1);
        // Names with as much markup as the hostile ones have need more room than any name would.
        if (kind === "brief" && name !== "hostile") {
          assert.ok(count <= 4, `${count} pages`);
        }
        // A4 is 595.28 × 841.89 points.
        const [, width, height] = pdf.toString("latin1").match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
        assert.ok(Math.abs(width - 595.28) < 1.5 && Math.abs(height - 841.89) < 1.5, `${width} × ${height}`);
        await page.close();
      });

      test(`${kind}: a chart stands on one page`, { skip: kind !== "brief" || unlikely }, async () => {
        // The text of the brief is 180 mm wide and 265 mm high: so many pixels, at 96 an inch.
        const page = await open(chromium.context, file, 680);
        await page.emulateMedia({ media: "print" });
        const charts = await page.$$eval("figure.chart", (all) =>
          all.map((one) => [getComputedStyle(one).breakInside, one.getBoundingClientRect().height < 1000]),
        );
        assert.ok(charts.length > 0);
        assert.deepEqual(charts, charts.map(() => ["avoid", true]));
        await page.close();
      });

      test(`${kind}: what leads to rows does not stand at the foot of a page without them`, async () => {
        const page = await open(chromium.context, file);
        const leads = "tr.area, p.lead, main tbody tr:first-child:not(:last-child)";
        const alone = (rows) =>
          rows.filter((row) => getComputedStyle(row).breakAfter !== "avoid").map((row) => row.textContent.trim());
        assert.deepEqual(kind === "dashboard" ? [] : await page.$$eval(leads, alone), []);
        await page.close();
      });

      test(`${kind}: a name that holds markup makes no element`, { skip: name !== "hostile" }, async () => {
        const page = await open(chromium.context, file);
        assert.equal(await page.locator("img").count(), 0);
        assert.ok((await page.content()).includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert.deepEqual(page.faults, []);
        await page.close();
      });
    }
  });
}
