// npm start: the bookshop, served and open in the editor, from a fresh clone. See the README for what it needs.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { buildBookshop, buildClient, buildServer } from "./lib/builds.mjs";
import { installPackages, requireDotnet } from "./lib/install.mjs";
import { bookshop, relative, root, serverDll } from "./lib/paths.mjs";
import { exitOf, main, run, StepError, start } from "./lib/run.mjs";

const address = { host: "127.0.0.1", port: 8000 };
const url = `http://${address.host}:${address.port}/`;

endWithNpm();
await main(async () => {
  if (await answers())
    throw new StepError(`Another program already listens on ${address.host}:${address.port}. Stop it, then run npm start again.`);
  await requireDotnet();
  await installPackages();
  await buildServer();
  await buildClient();
  const app = await buildBookshop();

  console.log(`\nPreparing the database of ${relative(bookshop)} …`);
  await run("dotnet", [app, "migrate"], { cwd: bookshop });
  await run("dotnet", [app, "seed"], { cwd: bookshop });

  console.log(`\nquintet check ${relative(bookshop)}`);
  // Findings are for reading; they do not keep the app from being served.
  await run("dotnet", [serverDll, "check", bookshop], { allowFailure: true });

  console.log(`\nServing ${relative(bookshop)} …`);
  const server = start("dotnet", [app, "runserver", `${address.host}:${address.port}`], { cwd: bookshop });
  const ended = exitOf(server);
  await untilServing(ended);
  openEditor();
  console.log(`\nThe bookshop is at ${url}. Ctrl-C ends it.\n`);
  return await ended;
});

/**
 * A Ctrl-C in a terminal reaches all its processes; a signal sent to npm alone reaches only the shell between npm and this process.
 * The shell's end is seen here by the change of the parent.
 */
function endWithNpm() {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 500).unref();
}

async function untilServing(ended) {
  let code;
  void ended.then((value) => (code = value));
  while (!(await answers())) {
    if (code !== undefined) throw new StepError(`The bookshop's server ended with exit code ${code} before it served a page.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function answers() {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Opens the example in VS Code with the extension of this checkout. The window is the user's: closing it ends what the extension started. */
function openEditor() {
  const args = [`--extensionDevelopmentPath=${root}`, bookshop];
  const code = findOnPath(process.platform === "win32" ? ["code.cmd"] : ["code"]);
  if (code) {
    console.log(`\nOpening it in VS Code, with the extension of this checkout loaded.`);
    // A .cmd is started by a shell only; nothing in the arguments comes from outside.
    start(process.platform === "win32" ? `"${code}"` : code, args, { stdio: "ignore", shell: process.platform === "win32" });
  } else {
    console.log("\nVS Code was not opened, because `code` is not on the PATH. To open the example with the extension loaded:");
    console.log(`  code ${args.join(" ")}`);
    console.log("or run `npm run package` and install the .vsix in VS Code (Extensions, …, Install from VSIX).");
  }
}

function findOnPath(names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => fs.existsSync(file));
}
