import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { artifacts, bookshop, root, serverDll } from "./paths.mjs";
import { run } from "./run.mjs";
import { whenChanged } from "./stamp.mjs";

const shared = ["global.json", "Directory.Build.props", "Directory.Packages.props"];

/** The language server and checker, ready to run, in artifacts/server. */
export function buildServer() {
  const what = { inputs: [...shared, "framework", "server"], outputs: [serverDll] };
  return whenChanged("server", what, async () => {
    console.log("Building the language server …");
    // Emptied first, because publishing does not remove what an earlier version left.
    fs.rmSync(path.dirname(serverDll), { recursive: true, force: true });
    await run("dotnet", ["publish", "server/Lsp", "-c", "Release", "-o", path.dirname(serverDll), "--nologo", "-v", "q"], {
      capture: true,
    });
  });
}

/** The extension's one file, client/out/extension.js. */
export async function buildClient({ minify = false } = {}) {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [path.join(root, "client/src/extension.ts")],
    outfile: path.join(root, "client/out/extension.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    // The CommonJS builds of the protocol's packages come first: their ESM variants do not survive bundling into CommonJS.
    mainFields: ["main"],
    sourcemap: !minify,
    minify,
    logLevel: "warning",
  });
}

/** The example app; answers its dll. Templates, static files and data are read where they are, so they do not count as inputs. */
export async function buildBookshop() {
  const project = path.join(bookshop, "bookshop.csproj");
  const dll = path.join(bookshop, "bin", "Debug", "net10.0", "bookshop.dll");
  const what = {
    inputs: [...shared, "framework", "examples/bookshop"],
    outputs: [dll],
    match: /\.(cs|csproj|props|targets|sln|json)$/,
  };
  await whenChanged("bookshop", what, async () => {
    console.log("Building examples/bookshop …");
    await run("dotnet", ["build", project, "--nologo", "-v", "q"], { capture: true });
  });
  return dll;
}

/** The NuGet package of the framework is packed into this folder, which serves as a package source. */
export const packages = path.join(artifacts, "packages");

/** Where NuGet keeps what it has unpacked: the user's folder, and that of the end-to-end tests. */
export const unpacked = process.env.NUGET_PACKAGES || path.join(os.homedir(), ".nuget", "packages");
export const unpackedForTests = path.join(artifacts, "nuget");
