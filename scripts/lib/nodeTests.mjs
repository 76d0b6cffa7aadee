import { run as runTests } from "node:test";
import { spec } from "node:test/reporters";

/**
 * Runs files of node:test tests and prints them.
 * @param {string} suite
 * @param {string[]} files
 * @returns {Promise<{suite: string, passed: number, failed: number, skipped: number, names: string[], failures: string[]}>} names: those that ran; failures: what failed, with its message
 */
export async function nodeTests(suite, files, { concurrency = true, timeout = undefined } = {}) {
  const result = { suite, passed: 0, failed: 0, skipped: 0, names: [], failures: [] };
  const events = runTests({ files, concurrency, timeout });
  const leaf = (data) => data.details?.type !== "suite";
  events.on("test:pass", (data) => {
    if (!leaf(data)) return;
    if (data.skip !== undefined) result.skipped++;
    else {
      result.passed++;
      result.names.push(data.name);
    }
  });
  events.on("test:fail", (data) => {
    if (!leaf(data)) return;
    result.failed++;
    result.names.push(data.name);
    result.failures.push(`${data.name}: ${data.details?.error?.message ?? ""}`.slice(0, 1000));
  });
  const output = events.compose(new spec());
  output.pipe(process.stdout, { end: false });
  await new Promise((resolve, reject) => output.once("end", resolve).once("error", reject));
  return result;
}
