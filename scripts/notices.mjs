import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundled, licenseOf } from "./bundled.mjs";
import { crateNotices, shippedCrates } from "./crates.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The notices of the crates, gathered once for each state of Cargo.lock: cargo waits for whoever else builds. */
export function keptCrateNotices() {
  const lock = createHash("sha256")
    .update(readFileSync(`${root}Cargo.lock`))
    .digest("hex");
  const kept = `${root}www/pkg/crates-${lock.slice(0, 8)}.txt`;
  if (!existsSync(kept))
    writeFileSync(kept, crateNotices("Rust crates in the wasm modules", shippedCrates()));
  return readFileSync(kept, "utf8");
}

/** The licences of all that is shipped and made by others: npm's libraries in the scripts, Rust's crates in the modules. */
export async function notices() {
  const libraries = bundled.map(async (name) => `# ${name}\n\n${await licenseOf(name)}`);
  return [...(await Promise.all(libraries)), keptCrateNotices(), ""].join("\n\n");
}
