import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

/** A step that failed for a reason the user can act on: printed without a stack. */
export class StepError extends Error {}

const started = new Set();

/**
 * Runs a program in the checkout and waits for its end.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string | undefined>, capture?: boolean, allowFailure?: boolean}} [options]
 *   capture: collect the output instead of showing it (it is shown if the program fails).
 * @returns {Promise<{code: number, output: string}>}
 */
export async function run(program, args, options = {}) {
  const child = start(program, args, { ...options, stdio: options.capture ? ["ignore", "pipe", "pipe"] : "inherit" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const code = await exitOf(child);
  if (code !== 0 && !options.allowFailure) {
    if (output) process.stderr.write(output);
    throw new StepError(`${[program, ...args].join(" ")} ended with exit code ${code}.`);
  }
  return { code, output };
}

/** Starts a program that the caller, or the end of this process, stops. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: "1", DOTNET_NOLOGO: "1", DOTNET_CLI_UI_LANGUAGE: "en", ...options.env },
    stdio: options.stdio ?? "inherit",
    // Its own process group, so that what it starts in turn (dotnet run starts the app) ends with it.
    detached: process.platform !== "win32",
  });
  started.add(child);
  stopOnSignal();
  child.once("exit", () => started.delete(child));
  child.once("error", () => started.delete(child));
  return child;
}

/** The exit code of a child; 127 where there is no such program, as a shell says. */
export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => (error.code === "ENOENT" ? resolve(127) : reject(error)));
    child.once("close", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Ends a child and all that it started: asked first, after five seconds forced. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signal(child, "SIGTERM");
  const force = setTimeout(() => signal(child, "SIGKILL"), 5000);
  await gone;
  clearTimeout(force);
}

function signal(child, name) {
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    else process.kill(-child.pid, name);
  } catch (error) {
    // ESRCH: it ended in the meantime, which is what was wanted.
    if (error.code !== "ESRCH") throw error;
  }
}

export async function stopAll() {
  await Promise.all([...started].map(stop));
}

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** What was started ends with this process: its groups are their own, so a Ctrl-C in the terminal does not reach them by itself. */
const stopOnSignal = once(() => {
  for (const [name, code] of Object.entries(signals)) process.once(name, () => void stopAll().then(() => process.exit(code)));
});

function once(work) {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}

/** The frame of every script: a readable error instead of a stack, and nothing left behind, whichever way it ends. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof StepError ? `\n${error.message}` : error);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}
