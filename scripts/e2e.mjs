// npm run e2e: VS Code (code-server), Neovim, Emacs and a browser, with what is packaged. `npm run e2e -- vscode` runs only those named.
import fs from "node:fs";
import path from "node:path";
import { installPackages, requireDotnet } from "./lib/install.mjs";
import { nodeTests } from "./lib/nodeTests.mjs";
import { root } from "./lib/paths.mjs";
import { missingParts } from "./lib/required.mjs";
import { main, run } from "./lib/run.mjs";
import { report } from "./lib/totals.mjs";

await main(async () => {
  const folder = path.join(root, "tests/e2e");
  const all = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(".test.mjs"))
    .map((file) => file.replace(".test.mjs", ""));
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !all.includes(name));
  if (unknown) throw new Error(`There are no tests called ${unknown}; there are: ${all.join(", ")}.`);

  await requireDotnet();
  await installPackages();
  // The tests see what a user gets: the .vsix and the NuGet package.
  for (const script of ["package", "pack"]) await run(process.execPath, [path.join(root, "scripts", `${script}.mjs`)]);

  const suites = [];
  // One after the other: they share two cores, and two of them would time each other out.
  for (const name of chosen.length > 0 ? chosen : all)
    suites.push(await nodeTests(name, [path.join(folder, `${name}.test.mjs`)], { concurrency: false }));
  if (chosen.length === 0)
    suites.push(
      ...missingParts(
        "e2e",
        suites.flatMap(({ names }) => names),
      ),
    );
  return report("e2e", suites);
});
