import fs from "node:fs";
import path from "node:path";
import { artifacts } from "./paths.mjs";

/** What ran: `{suite, passed, failed, skipped}`. */
const folder = path.join(artifacts, "totals");

/** Prints the table of a run, with what failed, and keeps it for the closing lines of .ci/run. Answers the exit code. */
export function report(name, suites) {
  const width = Math.max(...suites.map(({ suite }) => suite.length), 5);
  const line = ({ suite, passed, failed, skipped }) =>
    `${suite.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failed).padStart(3)} failed  ${String(skipped).padStart(3)} skipped`;
  console.log(`\n${suites.map(line).join("\n")}`);
  const failures = suites.flatMap((suite) => suite.failures ?? []);
  for (const failure of failures) console.log(`FAILED ${failure}`);
  const total = { ...sum(suites), failures };
  if (suites.length > 1) console.log(line({ suite: "Total", ...total }));
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(total));
  return total.failed > 0 ? 1 : 0;
}

export function sum(suites) {
  const add = (key) => suites.reduce((total, suite) => total + suite[key], 0);
  return { passed: add("passed"), failed: add("failed"), skipped: add("skipped") };
}

/** The totals that `report` kept, by name. */
export function kept() {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .map((file) => ({ suite: path.parse(file).name, ...JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) }));
}
