// npm run soak: what takes minutes. `npm run soak -- load` runs a part; `--requests=200000` and `--seed=7` are for the load.
import { main, run, StepError } from "./lib/run.mjs";

const parts = {
  /** Processes that die while they migrate, at each statement and at 200 random moments; the laws of migrations for 300 pairs of states that nobody chose. npm test does a part of it. */
  migrations: () => tests("Db", "FullyQualifiedName~MigrationDeathTests|FullyQualifiedName~The_laws_hold_for_any_pair_of_states"),
  /** 50,000 random requests; npm test makes 2,000. */
  fuzz: () => tests("Web", "FullyQualifiedName~FuzzTests"),
  /** 2 million requests of 1 to 64 connections at once for the published bookshop. */
  load: (options) => run("dotnet", ["run", "-c", "Release", "--project", "tests/soak", "--", ...options]),
};

await main(async () => {
  const words = process.argv.slice(2);
  const chosen = words.filter((word) => !word.startsWith("--"));
  const unknown = chosen.find((name) => !(name in parts));
  if (unknown) throw new StepError(`There is no part called ${unknown}; there are: ${Object.keys(parts).join(", ")}.`);
  for (const [name, part] of Object.entries(parts)) {
    if (chosen.length === 0 || chosen.includes(name)) await part(words.filter((word) => word.startsWith("--")));
  }
});

function tests(project, filter) {
  return run("dotnet", ["test", `tests/${project}`, "--nologo", "--filter", filter], { env: { QUINTET_SOAK: "1" } });
}
