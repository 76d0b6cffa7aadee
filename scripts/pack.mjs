// npm run pack: what a project outside this repository needs: the framework and its shell as NuGet packages, in artifacts/packages, which
// serves as a local package source, and the program `quintet`, whose startproject names that source to the projects it makes.
import fs from "node:fs";
import path from "node:path";
import { buildServer, packages, unpacked, unpackedForTests } from "./lib/builds.mjs";
import { requireDotnet } from "./lib/install.mjs";
import { relative, serverDll } from "./lib/paths.mjs";
import { main, run } from "./lib/run.mjs";

await main(async () => {
  await requireDotnet();
  fs.rmSync(packages, { recursive: true, force: true });
  for (const project of ["framework/Quintet", "framework/Shell"])
    await run("dotnet", ["pack", project, "-c", "Release", "-o", packages, "--nologo", "-v", "q"]);
  for (const file of fs.readdirSync(packages)) {
    console.log(relative(path.join(packages, file)));
    const match = /^(.+?)\.(\d+\.\d+\.\d+.*)\.nupkg$/.exec(file);
    if (!match) continue;
    // NuGet never looks again at a version that it has unpacked once. Ours is packed anew under the same version with every change,
    // so the unpacked copies have to go, or projects go on being built with the old one.
    for (const folder of [unpacked, unpackedForTests])
      fs.rmSync(path.join(folder, match[1].toLowerCase(), match[2]), { recursive: true, force: true });
  }

  await buildServer();
  console.log(`${relative(path.dirname(serverDll))} holds the program quintet; put that folder on your PATH.`);
});
