import fs from "node:fs";
import path from "node:path";

/** Counts the tests in the .trx files that `dotnet test --logger trx` wrote into a folder; names: those that ran; failures: what failed, with its message. */
export function readTrx(folder) {
  const result = { passed: 0, failed: 0, skipped: 0, names: [], failures: [] };
  if (!fs.existsSync(folder)) return result;
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".trx"))) {
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    for (const { 0: element, index } of text.matchAll(/<UnitTestResult [^>]*>/g)) {
      const name = /testName="([^"]*)"/.exec(element)?.[1] ?? "";
      const outcome = /outcome="([^"]*)"/.exec(element)?.[1];
      if (outcome === "NotExecuted") {
        result.skipped++;
        continue;
      }
      if (outcome === "Passed") result.passed++;
      else {
        result.failed++;
        const message =
          /<Message>([\s\S]*?)<\/Message>/.exec(text.slice(index, text.indexOf("</UnitTestResult>", index)))?.[1] ?? "";
        result.failures.push(`${name}: ${message.trim().slice(0, 1000)}`);
      }
      result.names.push(name);
    }
  }
  return result;
}
