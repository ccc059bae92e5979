// Checks what the project depends on: licences by deny.toml and without a network; advisories where their databases can
// be asked. What could not be checked is said at the end, and is no failure.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import satisfies from "spdx-satisfies";
import { bundled } from "./bundled.mjs";
import { engineCrates, shippedCrates } from "./crates.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const rules = readFileSync(`${root}deny.toml`, "utf8").replaceAll(/^#.*$/gm, "");
/** @param {string} list */
const texts = (list) => Array.from(list.matchAll(/"([^"]+)"/g), ([, text]) => text);
const allowed = texts(/^allow = \[([^\]]*)\]/m.exec(rules)[1]);
const exceptions = new Map(
  Array.from(rules.matchAll(/crate = "([^"]+)", allow = \[([^\]]*)\]/g), ([, crate, list]) => [
    crate,
    texts(list),
  ]),
);

/** Whether a licence gives a choice that may be taken; older crates write "/" for OR. */
function isAllowed({ name, license }) {
  return satisfies(license.replaceAll(/ ?\/ ?/g, " OR "), [...allowed, ...(exceptions.get(name) ?? [])]);
}

const failed = [];
const skipped = [];

const crates = [
  ...new Map([...shippedCrates(), ...engineCrates()].map((crate) => [crate.id, crate])).values(),
];
const packages = bundled.map((name) =>
  JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, "utf8")),
);
for (const one of [...crates, ...packages])
  if (!one.license || !isAllowed(one))
    failed.push(`${one.name} ${one.version} has the licence ${one.license}`);
console.log(`licences: ${crates.length} crates and ${packages.length} packages that are shipped`);

/** @param {string} command @param {string[]} args */
const run = (command, ...args) => spawnSync(command, args, { cwd: root, encoding: "utf8", timeout: 120_000 });

const audit = run("npm", "audit", "--json");
const report = JSON.parse(audit.stdout || "{}");
if (report.metadata?.vulnerabilities) {
  const { high, critical } = report.metadata.vulnerabilities;
  console.log(`npm audit: ${JSON.stringify(report.metadata.vulnerabilities)}`);
  if (high + critical > 0) failed.push("npm audit knows severe advisories: run it to read them");
} else skipped.push(`advisories of npm packages: ${report.message ?? "npm audit gave no answer"}`);

if (run("cargo", "deny", "--version").status !== 0)
  skipped.push("advisories of crates: cargo-deny is not installed");
else {
  const { status, stderr } = run("cargo", "deny", "--color=never", "check", "advisories", "sources");
  if (/failed to fetch|unable to (fetch|find|load)/i.test(stderr) && !/error\[/.test(stderr))
    skipped.push("advisories of crates: their database can't be reached");
  else if (status !== 0) failed.push(`cargo deny:\n${stderr}`);
}

for (const what of skipped) console.warn(`NOT CHECKED: ${what}`);
for (const what of failed) console.error(`FAILED: ${what}`);
if (failed.length > 0) process.exit(1);
