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
  const { grammars, snippets, languages } = manifest.contributes;
  const paths = [...grammars, ...snippets].map(({ path }) => path);
  for (const path of [...paths, languages[0].configuration]) assert.ok(fs.existsSync(path), path);
});

test("the manifest promises no newer VS Code than the types it is compiled against", () => {
  assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"]}`);
});

test("templates stay HTML: no language is declared, and HTML's own configuration keeps all but its folding regions", () => {
  assert.deepEqual(manifest.contributes.languages, [{ id: "html", configuration: "./syntaxes/language-configuration.json" }]);
  const configuration = JSON.parse(read("syntaxes/language-configuration.json"));
  assert.deepEqual(Object.keys(configuration), ["folding"]);
  assert.deepEqual(Object.keys(configuration.folding), ["markers"]);
});

test("regions are folded between comments of HTML and of templates", () => {
  const { start, end } = JSON.parse(read("syntaxes/language-configuration.json")).folding.markers;
  for (const line of ["<!-- #region head -->", "  {# region head #}", "<%# #region head %>"]) {
    assert.match(line, new RegExp(start));
    assert.match(line.replace("region", "endregion"), new RegExp(end));
    assert.doesNotMatch(line, new RegExp(end));
  }
  for (const line of ["<p>region</p>", "{# regional #}", "{% region %}"]) assert.doesNotMatch(line, new RegExp(start));
});

test("the lock file names no other registry than npm's own", () => {
  const hosts = [...read("package-lock.json").matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map((match) => match[1]);
  assert.deepEqual(
    hosts.filter((host) => host !== "registry.npmjs.org"),
    [],
  );
});
