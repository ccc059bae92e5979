// Chromium as every browser test and benchmark starts it: as tests/webdriver.json has it for wasm-pack.
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const webdriver = JSON.parse(readFileSync(new URL("../../tests/webdriver.json", import.meta.url), "utf8"));
// Playwright is headless by itself, and not everyone wants a software GPU.
const chosenElsewhere = ["--headless", "--enable-unsafe-webgpu"];

/**
 * Playwright's options for a quiet Chromium with these arguments more.
 * @param {string[]} [args]
 */
export function launchOptions(args = []) {
  /** @type {string[]} */
  const quiet = webdriver["goog:chromeOptions"].args;
  return {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [...quiet.filter((arg) => !chosenElsewhere.includes(arg)), ...args],
  };
}

/** @param {string[]} [args] */
export function launch(args) {
  return chromium.launch(launchOptions(args));
}
