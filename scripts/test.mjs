// npm test: C# and TypeScript unit tests and the grammar tests. `npm test -- client grammar` runs only those named.
import fs from "node:fs";
import path from "node:path";
import { installPackages, requireDotnet } from "./lib/install.mjs";
import { nodeTests } from "./lib/nodeTests.mjs";
import { artifacts, root } from "./lib/paths.mjs";
import { missingParts } from "./lib/required.mjs";
import { main, run } from "./lib/run.mjs";
import { leftIn, temporaryFolder } from "./lib/temporary.mjs";
import { report } from "./lib/totals.mjs";
import { readTrx } from "./lib/trx.mjs";

const all = { csharp, client, grammar };

await main(async () => {
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !(name in all));
  if (unknown) throw new Error(`There are no tests called ${unknown}; there are: ${Object.keys(all).join(", ")}.`);
  await installPackages();

  const suites = [];
  for (const [name, tests] of Object.entries(all)) {
    if (chosen.length === 0 || chosen.includes(name)) suites.push(...(await tests()));
  }
  // Of a part of the tests one cannot say that something did not run.
  if (chosen.length === 0)
    suites.push(
      ...missingParts(
        "test",
        suites.flatMap(({ names }) => names),
      ),
    );
  return report("test", suites);
});

/** All test projects of the solution, in one build. */
async function csharp() {
  await requireDotnet();
  const results = path.join(artifacts, "test-results");
  fs.rmSync(results, { recursive: true, force: true });
  const build = await run("dotnet", ["build", "Tooling.sln", "--nologo", "-v", "q"], { allowFailure: true });
  if (build.code !== 0) return [{ suite: "C# (build)", passed: 0, failed: 1, skipped: 0, names: [] }];

  // One run of all assemblies: no second evaluation of the projects, and one list of results.
  const all = ["--nologo", "--logger", "trx", "--results-directory", results, "--", "RunConfiguration.MaxCpuCount=0"];
  const folder = temporaryFolder();
  const test = await run("dotnet", ["test", ...testAssemblies(), ...all], { allowFailure: true, env: { TMPDIR: folder } });
  const counted = readTrx(results);
  // A test host that died leaves no failed test behind, only an exit code.
  if (test.code !== 0 && counted.failed === 0) counted.failed = 1;
  return [{ suite: "C#", ...counted }, await leftIn(folder)];
}

/** What the build made of the test projects that the solution holds. */
function testAssemblies() {
  const solution = fs.readFileSync(path.join(root, "Tooling.sln"), "utf8");
  const projects = [...solution.matchAll(/"tests[\\/](\w+)[\\/]\1\.Tests\.csproj"/g)].map((match) => match[1]);
  // Two at a time, in this order: what takes longest does not come last.
  projects.sort((a, b) => Number(b === "Answers") - Number(a === "Answers"));
  return projects.map((name) => path.join(root, "tests", name, "bin", "Debug", "net10.0", `Quintet.${name}.Tests.dll`));
}

/** The client's tests; Node 20 does not read TypeScript, so they are bundled first. */
async function client() {
  const { build } = await import("esbuild");
  const out = path.join(artifacts, "tests", "client");
  fs.rmSync(out, { recursive: true, force: true });
  const sources = testsIn("tests/client", ".test.ts");
  await build({
    entryPoints: sources.map((file) => path.join(root, file)),
    outdir: out,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outExtension: { ".js": ".mjs" },
    sourcemap: "inline",
    logLevel: "warning",
  });
  return [await nodeTests("TypeScript", testsIn(out, ".mjs"))];
}

/** Each file of tests/grammar is a case; the HTML, CSS and JavaScript grammars are VS Code's own, from tm-grammars. */
async function grammar() {
  const grammars = ["html", "html-derivative", "css", "javascript"].map((name) =>
    path.join(root, "node_modules/tm-grammars/grammars", `${name}.json`),
  );
  const tool = path.join(root, "node_modules/vscode-tmgrammar-test/dist/unit.js");
  const files = testsIn("tests/grammar", ".html");
  const { output } = await run(process.execPath, [tool, ...grammars.flatMap((file) => ["-g", file]), ...files], {
    capture: true,
    allowFailure: true,
  });
  console.log(output.trimEnd());
  const passed = files.filter((file) => output.includes(`✓ ${file} `));
  return [{ suite: "Grammar", passed: passed.length, failed: files.length - passed.length, skipped: 0, names: passed }];
}

function testsIn(folder, end) {
  const place = path.resolve(root, folder);
  return fs
    .readdirSync(place)
    .filter((file) => file.endsWith(end))
    .map((file) => path.join(folder, file));
}
