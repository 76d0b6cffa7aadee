/**
 * The parts that a machine may lack, and whose tests are then skipped. `REQUIRE=postgres,neovim` says that they must be there:
 * a missing part, or none of its tests run, is a failure.
 */
export const required = new Set(
  (process.env.REQUIRE ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** In which run the tests of a part are, and how their names are known. */
const parts = {
  test: { postgres: /postgres/i, redis: /redis/i, conformance: /conformance/i, django: /AdoptionTests/ },
  e2e: { chromium: /^browser/, emacs: /^emacs/, neovim: /^neovim/, vscode: /^vscode/ },
};

/** One failed suite for each required part of this run of which no test ran. */
export function missingParts(run, names) {
  const known = Object.values(parts).flatMap(Object.keys);
  const unknown = [...required].filter((part) => !known.includes(part));
  if (unknown.length > 0) throw new Error(`REQUIRE names ${unknown.join(", ")}; known are ${known.join(", ")}.`);
  return Object.entries(parts[run])
    .filter(([part, pattern]) => required.has(part) && !names.some((name) => pattern.test(name)))
    .map(([part]) => {
      console.error(`REQUIRE names ${part}, and none of its tests ran.`);
      return { suite: `${part} (required)`, passed: 0, failed: 1, skipped: 0 };
    });
}
