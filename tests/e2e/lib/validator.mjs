import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { keptFiles } from "./place.mjs";

/**
 * A checker that stands between a client and the server and compares all that the server says with the protocol:
 * QUINTET_LSP_VALIDATOR names its script, which is called `node SCRIPT --report FILE --allow METHODS -- COMMAND…`
 * and writes one problem a line, as JSON with `level`, `code` and `message`.
 */
export const validator = process.env.QUINTET_LSP_VALIDATOR;

const reportOf = (name) => path.join(keptFiles, `lsp-${name}.jsonl`);

/** What is put in front of the server's command; nothing where there is no checker. */
export function wrapper(name) {
  if (!validator) return [];
  fs.rmSync(reportOf(name), { force: true });
  return [
    process.execPath,
    path.resolve(validator),
    "--report",
    reportOf(name),
    "--record",
    path.join(keptFiles, `traffic-${name}.jsonl`),
    "--allow",
    "quintet/*",
    "--",
  ];
}

/** Fails with the errors that the checker found. */
export function assertValid(name) {
  if (!validator) return;
  const lines = fs
    .readFileSync(reportOf(name), "utf8")
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const errors = lines.filter((line) => line.level === "error");
  assert.deepEqual(errors, [], "The traffic breaks the protocol");
}
