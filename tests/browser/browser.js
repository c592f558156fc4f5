// A Chromium for the tests and the gallery, and pages that remember what they asked for and complained of.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium with a profile of its own; `close` ends it and removes the profile. */
export async function start(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), "kaohe-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
    locale: "zh-CN",
    ...options,
  });
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { context, close };
}

/** Opens a file at a width. `page.faults` fills with every request that is not for a file, every error and every dialogue. */
export async function open(context, file, width = 1280, height = 900) {
  const page = await context.newPage();
  page.faults = [];
  page.on("request", (request) => {
    if (!/^(file|data|about):/.test(request.url())) {
      page.faults.push(`asks for ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => page.faults.push(`did not get ${request.url()}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      page.faults.push(`logs ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => page.faults.push(`throws ${error.message}`));
  page.on("dialog", (dialog) => {
    page.faults.push(`opens a dialogue: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.setViewportSize({ width, height });
  await page.goto(pathToFileURL(file).href);
  return page;
}
