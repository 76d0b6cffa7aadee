import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { root, serverDll } from "../../scripts/lib/paths.mjs";
import { exitOf, start } from "../../scripts/lib/run.mjs";
import { parts, skipWithout } from "./lib/parts.mjs";
import { copyBookshop, keptFiles, staticFiles, urlNames } from "./lib/place.mjs";
import { assertValid, wrapper } from "./lib/validator.mjs";

// One session for all the questions, as an editor has one server.
const skip = skipWithout("emacs");
const folder = skip ? "" : copyBookshop("emacs");
const answers = skip ? {} : await ask();

async function ask() {
  const output = path.join(keptFiles, "emacs.json");
  fs.rmSync(output, { force: true });
  const job = {
    folder,
    template: "Shop/templates/shop/index.html",
    output,
    lines: {
      url: `<p>é · <a href="<% url '`,
      urlDjango: `<p>é · <a href="{% url "`,
      static: `<img src="<% static '`,
    },
    accept: { text: `<p>é <% url 'shop:ind`, label: "shop:index" },
    point: { text: `<a href="<% url 'shop:book_list' %>">`, column: `<a href="<% url 'shop:bo`.length },
    wrong: { text: `<p>é <% url 'shop:nowhere' %>` },
  };
  const place = path.dirname(folder);
  // The configuration that the documentation gives, with `quintet` on the PATH as it supposes.
  const init = /```elisp\n([\s\S]*?)```/.exec(fs.readFileSync(path.join(root, "docs/editors.md"), "utf8"))[1];
  fs.writeFileSync(path.join(place, "init.el"), init);
  const command = [...wrapper("emacs"), "dotnet", serverDll].map((part) => `'${part}'`).join(" ");
  fs.writeFileSync(path.join(place, "quintet"), `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  // Emacs before 29 has eglot as a package.
  const args = ["--batch", "--eval", "(package-initialize)", "-l", path.join(place, "init.el")];
  const env = { QUINTET_E2E: JSON.stringify(job), PATH: `${place}${path.delimiter}${process.env.PATH}`, LANG: "C.UTF-8" };
  const emacs = start(parts.emacs.value, [...args, "-l", path.join(root, "tests/e2e/emacs.el")], {
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  await exitOf(emacs);
  return JSON.parse(fs.readFileSync(output, "utf8"));
}

test("emacs: the session runs without an error", { skip }, () => assert.deepEqual(answers.errors, []));

test("emacs: the documented configuration finds the project", { skip }, () => assert.equal(answers.root, folder));

test("emacs: url names are completed, with either delimiter", { skip }, () => {
  const expected = urlNames(folder).sort();
  assert.deepEqual(answers.completions.url.sort(), expected);
  assert.deepEqual(answers.completions.urlDjango.sort(), expected);
});

test("emacs: static files are completed", { skip }, () => {
  assert.deepEqual(answers.completions.static.sort(), staticFiles(folder).sort());
});

test("emacs: an accepted name leaves a valid tag", { skip }, () => {
  assert.match(answers.accepted, /^<p>é <% url 'shop:index' ?%>$/);
});

test("emacs: hover on a url name shows its route and view", { skip }, () => {
  assert.match(answers.hover, /books\//);
  assert.match(answers.hover, /BookList/);
});

test("emacs: a url name leads to its view", { skip }, () => {
  assert.ok(
    answers.definitions.some((file) => file.endsWith("Shop/Views.cs")),
    JSON.stringify(answers.definitions),
  );
});

test("emacs: an unknown url name is told, in the right place, until it is gone", { skip }, () => {
  assert.deepEqual(
    answers.diagnostics.map(({ text }) => text),
    ["shop:nowhere"],
  );
  assert.match(answers.diagnostics[0].message, /QT2001|No URL is named 'shop:nowhere'/);
});

test("emacs: the traffic keeps to the protocol", { skip }, () => assertValid("emacs"));
