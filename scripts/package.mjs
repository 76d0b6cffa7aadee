// npm run package: one .vsix with the language server inside, in artifacts/.
import fs from "node:fs";
import path from "node:path";
import { buildClient, buildServer } from "./lib/builds.mjs";
import { installPackages, requireDotnet } from "./lib/install.mjs";
import { artifacts, relative, root, serverDll } from "./lib/paths.mjs";
import { main, run } from "./lib/run.mjs";

await main(async () => {
  await requireDotnet();
  await installPackages();
  await buildServer();
  await buildClient({ minify: true });

  // The extension is put together in a folder of its own: what is not copied cannot get into it.
  const stage = path.join(artifacts, "vsix");
  fs.rmSync(stage, { recursive: true, force: true });
  const copy = (from, to, filter) => fs.cpSync(from, path.join(stage, to), { recursive: true, filter });
  for (const file of ["README.md", "LICENSE", "CHANGELOG.md"])
    if (fs.existsSync(path.join(root, file))) copy(path.join(root, file), file);
  copy(path.join(root, "client/out/extension.js"), "client/out/extension.js");
  copy(path.join(root, "syntaxes"), "syntaxes");
  copy(path.dirname(serverDll), "server", needed);
  fs.writeFileSync(path.join(stage, "package.json"), JSON.stringify(manifest(), undefined, 2));

  const { version } = manifest();
  const vsix = path.join(artifacts, `quintet-${version}.vsix`);
  const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
  await run(
    process.execPath,
    [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix],
    { cwd: stage, capture: true },
  );
  console.log(`${relative(vsix)}  ${(fs.statSync(vsix).size / 2 ** 20).toFixed(1)} MiB`);
});

/** package.json without what only a checkout needs. */
function manifest() {
  const {
    scripts: _,
    devDependencies: __,
    private: ___,
    ...rest
  } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return { ...rest, engines: { vscode: rest.engines.vscode } };
}

/** What of the published server runs somewhere: no symbols, no docs of APIs, no native start program (it is `dotnet quintet.dll`), and SQLite for the systems that VS Code runs on. */
function needed(file) {
  const platforms = /^(linux|linux-musl|osx|win)-(x64|arm64)$/;
  const platform = /[\\/]runtimes[\\/]([^\\/]+)/.exec(file)?.[1];
  return (platform === undefined || platforms.test(platform)) && !/(\.pdb|\.xml|[\\/]quintet(\.exe)?)$/.test(file);
}
