import path from "node:path";
import { root } from "./paths.mjs";
import { run, StepError } from "./run.mjs";
import { whenChanged } from "./stamp.mjs";

/** Installs the npm packages of the lock file where that has not been done. Uses node's own modules only: it runs first. */
export async function installPackages() {
  const what = { inputs: ["package-lock.json"], outputs: [path.join(root, "node_modules", ".package-lock.json")] };
  await whenChanged("npm", what, async () => {
    console.log("Installing npm packages …");
    const args = ["ci", "--no-audit", "--no-fund"];
    // Started through npm, its own script is known; that also avoids npm.cmd, which Windows starts only through a shell.
    if (process.env.npm_execpath) await run(process.execPath, [process.env.npm_execpath, ...args], { capture: true });
    else await run("npm", args, { capture: true });
  });
}

/** The .NET SDK that global.json asks for. */
export async function requireDotnet() {
  const { code, output } = await run("dotnet", ["--version"], { capture: true, allowFailure: true });
  if (code === 127)
    throw new StepError(
      "Quintet needs the .NET SDK 10, and there is no `dotnet` on the PATH: https://dotnet.microsoft.com/download/dotnet/10.0",
    );
  if (code !== 0) throw new StepError(`Quintet needs the .NET SDK that global.json names. dotnet says:\n${output.trim()}`);
}
