import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

export const downloadPage = "https://dotnet.microsoft.com/download/dotnet/10.0";

/** A framework that the server's runtimeconfig.json asks for. */
export interface Framework {
  name: string;
  version: string;
}

/** The places of `dotnet` in the order that .NET's own tools look: DOTNET_ROOT, the PATH, where the installers put it. */
export function dotnetPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string[] {
  const executable = platform === "win32" ? "dotnet.exe" : "dotnet";
  const join = platform === "win32" ? path.win32.join : path.posix.join;
  const installers =
    platform === "win32"
      ? [env.ProgramFiles && join(env.ProgramFiles, "dotnet")]
      : [
          "/usr/share/dotnet",
          "/usr/lib/dotnet",
          "/usr/local/share/dotnet",
          "/opt/homebrew/bin",
          "/snap/bin",
          join(home, ".dotnet"),
        ];
  // Windows spells it "Path"; process.env does not mind, a plain object does.
  const onPath = (env.PATH ?? env.Path ?? "").split(platform === "win32" ? ";" : ":");
  return [env.DOTNET_ROOT, ...onPath, ...installers]
    .filter((place): place is string => !!place)
    .map((place) => join(place, executable));
}

/** What a `*.runtimeconfig.json` asks for. */
export interface Requirements {
  frameworks: Framework[];
  /** Whether a newer major version serves, too (`rollForward`). */
  newerMajor: boolean;
}

export function requirements(runtimeConfig: string): Requirements {
  const options = JSON.parse(runtimeConfig).runtimeOptions ?? {};
  return {
    frameworks: options.frameworks ?? (options.framework ? [options.framework] : []),
    newerMajor: /^(Latest)?Major$/.test(options.rollForward ?? ""),
  };
}

/** Which of the required frameworks the output of `dotnet --list-runtimes` lacks. */
export function missingFrameworks({ frameworks, newerMajor }: Requirements, listRuntimes: string): Framework[] {
  const installed = [...listRuntimes.matchAll(/^(\S+) (\d+)\.(\d+)\./gm)];
  return frameworks.filter(({ name, version }) => {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const serves = (otherMajor: number, otherMinor: number) =>
      otherMajor === major ? otherMinor >= minor : newerMajor && otherMajor > major;
    return !installed.some((line) => line[1] === name && serves(Number(line[2]), Number(line[3])));
  });
}

/** Thrown where the machine cannot run the server; the message is the one sentence that the user sees. */
export class DotnetMissingError extends Error {}

/** The `dotnet` that can run the given server. */
export async function findDotnet(serverDll: string): Promise<string> {
  const dotnet = dotnetPlaces(process.env, process.platform, os.homedir()).find((place) => fs.existsSync(place));
  if (!dotnet) throw new DotnetMissingError("Quintet needs the .NET 10 runtime, and no dotnet was found on this machine.");

  const required = requirements(fs.readFileSync(serverDll.replace(/\.dll$/, ".runtimeconfig.json"), "utf8"));
  const { stdout } = await promisify(execFile)(dotnet, ["--list-runtimes"]);
  const [missing] = missingFrameworks(required, stdout);
  if (missing) throw new DotnetMissingError(`Quintet needs ${missing.name} ${missing.version}, which ${dotnet} does not have.`);
  return dotnet;
}
