import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test, { after } from "node:test";
import { bookshop, root } from "../../scripts/lib/paths.mjs";
import { exitOf, start, stop } from "../../scripts/lib/run.mjs";
import { temporaryFolder, until } from "./lib/place.mjs";

// npm start, twice, with a `code` that only notes how it was called and stays, as an editor's window does.
const page = "http://127.0.0.1:8000/";
const bin = temporaryFolder("code");
const calls = path.join(bin, "calls");
fs.writeFileSync(path.join(bin, "code"), `#!/bin/sh\nprintf '%s\\n' "$@" > ${calls}\nexec sleep 1000\n`, { mode: 0o755 });

const answers = () =>
  fetch(page).then(
    (response) => response.status === 200,
    () => false,
  );
const running = [];

after(async () => {
  for (const child of running) await stop(child);
});

/** Starts it and answers its output, how long it took to serve a page, and a way to end it. */
async function npmStart() {
  const began = Date.now();
  const child = start("npm", ["start"], {
    env: { PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const ended = exitOf(child);
  let code;
  void ended.then((value) => (code = value));
  await until(
    "npm start says where the bookshop is",
    () => {
      assert.equal(code, undefined, `npm start ended:\n${output}`);
      return output.includes(`The bookshop is at ${page}`);
    },
    900_000,
  );
  return { child, ended, seconds: (Date.now() - began) / 1000, output: () => output };
}

async function nothingLeft() {
  await until("the page is gone", async () => !(await answers()));
  const left = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
  const ours = left.filter((line) => (line.includes("bookshop.dll") && line.includes(":8000")) || line.startsWith("sleep 1000"));
  assert.deepEqual(ours, []);
}

test("start: npm start serves the bookshop's books, checks it and opens the editor", async () => {
  const { child, ended, output } = await npmStart();
  const shown = await (await fetch(page)).text();
  assert.match(shown, /href="\/books\/\d+\/"/);
  assert.match(output(), /quintet check examples\/bookshop/);
  await until("code was called", () => fs.existsSync(calls) && fs.readFileSync(calls, "utf8").endsWith("\n"));
  assert.deepEqual(fs.readFileSync(calls, "utf8").trim().split("\n"), [`--extensionDevelopmentPath=${root}`, bookshop]);

  // What a supervisor sends reaches npm alone; all that was started has to end with it.
  process.kill(child.pid, "SIGTERM");
  await ended;
  await nothingLeft();
});

test("start: the second time takes less than 15 seconds, and Ctrl-C ends it", async () => {
  const { child, ended, seconds } = await npmStart();
  // As a terminal sends it: to the whole group.
  process.kill(-child.pid, "SIGINT");
  await ended;
  await nothingLeft();
  assert.ok(seconds < 15, `it took ${seconds} s`);
});
