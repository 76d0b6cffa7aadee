import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { artifacts, root } from "./paths.mjs";

const skipped = new Set(["bin", "obj", "node_modules", "artifacts", ".git"]);

/**
 * Does the work only if an input changed since it was last done, or an output is gone. MSBuild is incremental too, but it needs
 * ten seconds to find out that there is nothing to do.
 * @param {string} name of the stamp
 * @param {{inputs: string[], outputs: string[], match?: RegExp}} what inputs: files and folders; match: which files in the folders count
 * @param {() => Promise<unknown>} work
 */
export async function whenChanged(name, { inputs, outputs, match = /./ }, work) {
  const stamp = path.join(artifacts, "stamps", name);
  const now = digest(inputs, match);
  const before = fs.existsSync(stamp) ? fs.readFileSync(stamp, "utf8") : "";
  if (now === before && outputs.every((output) => fs.existsSync(output))) return false;
  await work();
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  // Of the state before the work: what was edited meanwhile counts as changed.
  fs.writeFileSync(stamp, now);
  return true;
}

function digest(inputs, match) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesBelow(path.resolve(root, input)))) {
    if (!match.test(file)) continue;
    const { size, mtimeMs } = fs.statSync(file);
    hash.update(`${path.relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function filesBelow(place) {
  if (!fs.existsSync(place)) return [];
  if (!fs.statSync(place).isDirectory()) return [place];
  return fs
    .readdirSync(place, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(path.join(place, entry.name)));
}
