// npm run soak: what takes minutes. `npm run soak -- load` runs a part; `--requests=200000` is for the load, `--edits=2000` for the editor, `--seed=7` for both.
import { main, run, StepError } from "./lib/run.mjs";

const parts = {
  /** Processes that die while they migrate, at each statement and at 200 random moments; the laws of migrations for 300 pairs of states that nobody chose. npm test does a part of it. */
  migrations: () => tests("Db", "FullyQualifiedName~MigrationDeathTests|FullyQualifiedName~The_laws_hold_for_any_pair_of_states"),
  /** 50,000 random requests; npm test makes 2,000. */
  fuzz: () => tests("Web", "FullyQualifiedName~FuzzTests"),
  /** 2 million requests of 1 to 64 connections at once for the published bookshop. */
  load: (options) => {
    const own = options.filter((option) => !option.startsWith("--edits="));
    return run("dotnet", ["run", "-c", "Release", "--project", "tests/soak", "--", ...own]);
  },
  /** 1,000 mistakes of every kind in three projects; npm test makes 200. */
  faults: () => tests("Ide", "FullyQualifiedName~SeededFaultsTests"),
  /** 20,000 random edits in copies of the bookshop and a fixture, with requests in between; npm test makes 100. */
  editor: (options) =>
    tests("Lsp", "FullyQualifiedName~EditorSoakTests", {
      QUINTET_EDITS: optionOf(options, "edits") ?? "20000",
      QUINTET_SEED: optionOf(options, "seed") ?? String(Math.floor(Math.random() * 1_000_000)),
    }),
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

function tests(project, filter, env = {}) {
  const detailed = ["--logger", "console;verbosity=detailed"];
  return run("dotnet", ["test", `tests/${project}`, "--nologo", "--filter", filter, ...detailed], {
    env: { QUINTET_SOAK: "1", ...env },
  });
}

function optionOf(options, name) {
  const option = options.find((candidate) => candidate.startsWith(`--${name}=`));
  return option?.slice(option.indexOf("=") + 1);
}
