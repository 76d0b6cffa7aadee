import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** What .NET and its SDK leave themselves: the pipes of processes that were killed, scratch folders, and two empty ones with a name of six characters for each build. */
const ofDotnet = /^(\.dotnet|clr-debug-pipe-|dotnet-diagnostic-|MSBuild|NuGetScratch|VBCSCompiler|VSTest|[A-Za-z0-9]{6}$)/;

/**
 * A temporary folder for a run of tests, in which what they leave is seen; in the system's, because the path of a socket has at most 107 bytes.
 * Everybody may write there, as in the system's own: PostgreSQL does not run as root.
 */
export function temporaryFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quintet-test-"));
  fs.chmodSync(folder, 0o1777);
  return folder;
}

/** Removes the folder and says, as a suite, what the tests left in it. Servers end a moment after the test that started them, so it waits ten seconds at most. */
export async function leftIn(folder) {
  let names = left(folder);
  for (let tries = 0; names.length > 0 && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    names = left(folder);
  }
  fs.rmSync(folder, { recursive: true, force: true });
  for (const name of names) console.error(`A test left ${name} in the temporary folder. What a test makes there, it removes.`);
  return { suite: "Left behind", passed: names.length === 0 ? 1 : 0, failed: names.length, skipped: 0, names: [] };
}

function left(folder) {
  return fs.readdirSync(folder).filter((name) => !ofDotnet.test(name));
}
