// npm run lint, npm run format: one formatter per language. `--write` formats instead of complaining.
import path from "node:path";
import { installPackages, requireDotnet } from "./lib/install.mjs";
import { root } from "./lib/paths.mjs";
import { main, run } from "./lib/run.mjs";

const write = process.argv.includes("--write");

await main(async () => {
  await requireDotnet();
  await installPackages();
  const bin = (name, script) => path.join(root, "node_modules", name, "bin", script);
  const steps = [
    [
      "TypeScript, JavaScript, JSON",
      process.execPath,
      [bin("@biomejs/biome", "biome"), write ? "check" : "ci", ...(write ? ["--write"] : []), "."],
    ],
    ["TypeScript's types", process.execPath, [bin("typescript", "tsc"), "-p", "."]],
    // Only whitespace here: the style rules of .editorconfig are warnings of the build, and those are errors.
    [
      "C#",
      "dotnet",
      [
        "format",
        "whitespace",
        "--folder",
        ".",
        "--exclude",
        "artifacts/",
        "node_modules/",
        "**/obj/",
        "**/bin/",
        ...(write ? [] : ["--verify-no-changes"]),
      ],
    ],
  ];
  let failed = 0;
  for (const [title, program, args] of steps) {
    const { code } = await run(program, args, { allowFailure: true });
    console.log(`${code === 0 ? "ok    " : "failed"} ${title}`);
    if (code !== 0) failed++;
  }
  if (failed > 0 && !write) console.log("\nnpm run format repairs what can be repaired.");
  return failed > 0 ? 1 : 0;
});
