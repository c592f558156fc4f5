// Pictures of the reports: printed ones as their printed pages, the dashboard as it stands on a screen and on a phone.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { open, start } from "../../tests/browser/browser.js";

const [pages, out] = process.argv.slice(2);
const PRINTED = { result: [1], notice: [1], brief: [1, 2] };
const { context, close } = await start();

for (const name of ["june", "december", "water"]) {
  for (const [kind, wanted] of Object.entries(PRINTED)) {
    const page = await open(context, join(pages, name, `${kind}.html`));
    const pdf = join(pages, name, `${kind}.pdf`);
    writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
    await page.close();
    for (const number of wanted) {
      const picture = join(out, `${name}-${kind}-${number}`);
      const range = ["-f", String(number), "-l", String(number)];
      try {
        execFileSync("pdftoppm", ["-png", "-r", "96", ...range, "-singlefile", pdf, picture], { stdio: "pipe" });
      } catch (error) {
        if (number === 1) {
          throw error;
        }
      }
    }
  }

  const file = join(pages, name, "dashboard.html");
  const page = await open(context, file, 1280, 1000);
  await page.screenshot({ path: join(out, `${name}-dashboard.png`) });
  const unit = page.locator("#units > tbody").nth(name === "water" ? 2 : 8);
  await unit.locator("button.open").click();
  const area = unit.locator(".area").nth(name === "water" ? 0 : 1);
  await area.locator("> summary").click();
  const points = area.locator(".item:has(.partial) > summary").first();
  await points.click();
  await unit.locator("button.open").evaluate((button) => button.scrollIntoView());
  await page.screenshot({ path: join(out, `${name}-dashboard-opened.png`) });
  await page.close();

  const phone = await open(context, file, 375, 812);
  await phone.locator("#units-title").evaluate((title) => title.scrollIntoView());
  await phone.screenshot({ path: join(out, `${name}-dashboard-phone.png`) });
  await phone.close();
}
await close();
