import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { root, serverDll } from "../../scripts/lib/paths.mjs";
import { exitOf, start } from "../../scripts/lib/run.mjs";
import { parts, skipWithout } from "./lib/parts.mjs";
import { copyBookshop, keptFiles, staticFiles, urlNames } from "./lib/place.mjs";
import { assertValid, wrapper } from "./lib/validator.mjs";

// One session for all the questions, as an editor has one server.
const skip = skipWithout("neovim");
const folder = skip ? "" : copyBookshop("neovim");
const answers = skip ? {} : await ask();

async function ask() {
  const output = path.join(keptFiles, "neovim.json");
  fs.rmSync(output, { force: true });
  const job = {
    folder,
    template: "Shop/templates/shop/index.html",
    output,
    // Characters that UTF-8, UTF-16 and the screen count differently stand before the cursor.
    lines: {
      url: `<p>𝒳é · <a href="<% url '`,
      urlDjango: `<p>𝒳é · <a href="{% url "`,
      urlPart: `<% url 'shop:bo`,
      static: `<img src="<% static '`,
    },
    accept: { text: `<p>𝒳é <% url 'shop:ind`, label: "shop:index" },
    point: { text: `<a href="<% url 'shop:book_list' %>">`, column: `<a href="<% url 'shop:bo`.length },
    wrong: { text: `<p>𝒳é <% url 'shop:nowhere' %>` },
  };
  const place = path.dirname(folder);
  // The configuration that the documentation gives, with `quintet` on the PATH as it supposes.
  const init = /```lua\n([\s\S]*?)```/.exec(fs.readFileSync(path.join(root, "docs/editors.md"), "utf8"))[1];
  fs.writeFileSync(path.join(place, "init.lua"), init);
  const command = [...wrapper("neovim"), "dotnet", serverDll].map((part) => `'${part}'`).join(" ");
  fs.writeFileSync(path.join(place, "quintet"), `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  const args = [
    "--headless",
    "--clean",
    "-n",
    "-c",
    `luafile ${place}/init.lua`,
    "-c",
    `luafile ${path.join(root, "tests/e2e/neovim.lua")}`,
  ];
  const env = { QUINTET_E2E: JSON.stringify(job), PATH: `${place}${path.delimiter}${process.env.PATH}` };
  const nvim = start(parts.neovim.value, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  await exitOf(nvim);
  return JSON.parse(fs.readFileSync(output, "utf8"));
}

test("neovim: the session runs without an error", { skip }, () => assert.deepEqual(answers.errors, []));

test("neovim: the documented configuration finds the project", { skip }, () => {
  assert.equal(answers.root, folder);
  assert.equal(answers.omnifunc, "v:lua.vim.lsp.omnifunc");
});

test("neovim: url names are completed, with either delimiter", { skip }, () => {
  const expected = urlNames(folder).sort();
  assert.deepEqual(answers.completions.url.sort(), expected);
  assert.deepEqual(answers.completions.urlDjango.sort(), expected);
});

test("neovim: static files are completed", { skip }, () => {
  assert.deepEqual(answers.completions.static.sort(), staticFiles(folder).sort());
});

test("neovim: an accepted name leaves a valid tag", { skip }, () => {
  assert.match(answers.accepted, /^<p>𝒳é <% url 'shop:index' ?%>$/);
});

test("neovim: hover on a url name shows its route and view", { skip }, () => {
  const text = answers.hover.contents.value;
  assert.match(text, /books\//);
  assert.match(text, /BookList/);
});

test("neovim: a url name leads to its view", { skip }, () => {
  const places = [answers.definition].flat().map((link) => link.targetUri ?? link.uri);
  assert.ok(places.includes(pathToFileURL(path.join(folder, "Shop/Views.cs")).href), JSON.stringify(places));
});

test("neovim: an unknown url name is told, in the right place, until it is gone", { skip }, () => {
  assert.deepEqual(
    answers.diagnostics.map(({ code, row, column }) => ({ code, row, column })),
    [
      // Neovim counts columns in bytes.
      { code: "QT2001", row: 0, column: Buffer.byteLength("<p>𝒳é <% url '") },
    ],
  );
});

test("neovim: the traffic keeps to the protocol", { skip }, () => assertValid("neovim"));
