import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";

// npm test runs in the checkout's root.
const read = (file: string) => fs.readFileSync(file, "utf8");
const manifest = JSON.parse(read("package.json"));
const sources = fs
  .readdirSync("client/src")
  .map((file) => read(`client/src/${file}`))
  .join("\n");

test("every command of the palette is registered by the client, and has a place in the palette", () => {
  for (const { command } of manifest.contributes.commands) {
    assert.ok(sources.includes(`"${command}"`), `${command} is registered nowhere`);
    assert.ok(
      manifest.contributes.menus.commandPalette.some(
        (entry: { command: string; when?: string }) => entry.command === command && entry.when,
      ),
      `${command} has no “when” in the palette`,
    );
  }
});

test("every setting is read by the client, or by the language client library", () => {
  for (const name of Object.keys(manifest.contributes.configuration.properties)) {
    assert.ok(
      name === "quintet.trace.server" || sources.includes(`"${name.replace(/^quintet\./, "")}"`),
      `${name} is read nowhere`,
    );
  }
});

test("a workspace cannot make the extension start a program: those settings belong to the machine", () => {
  for (const name of ["quintet.server.path", "quintet.server.wrapper"]) {
    assert.equal(manifest.contributes.configuration.properties[name].scope, "machine");
  }
});

test("the files that the manifest names are there", () => {
  for (const { path } of [...manifest.contributes.grammars, ...manifest.contributes.snippets])
    assert.ok(fs.existsSync(path), path);
});

test("the manifest promises no newer VS Code than the types it is compiled against", () => {
  assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"]}`);
});

test("templates stay HTML: no language is declared, so nothing is taken from it", () => {
  assert.equal(manifest.contributes.languages, undefined);
});

test("the lock file names no other registry than npm's own", () => {
  const hosts = [...read("package-lock.json").matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map((match) => match[1]);
  assert.deepEqual(
    hosts.filter((host) => host !== "registry.npmjs.org"),
    [],
  );
});
