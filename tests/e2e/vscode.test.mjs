import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test, { after, afterEach, before } from "node:test";
import { artifacts, root } from "../../scripts/lib/paths.mjs";
import { openCodeServer } from "./lib/codeServer.mjs";
import { Editor } from "./lib/editor.mjs";
import { skipWithout } from "./lib/parts.mjs";
import { copyBookshop, freePort, staticFiles, until, urlNames } from "./lib/place.mjs";
import { assertValid, wrapper } from "./lib/validator.mjs";

// One window for all tests, as a user has one; each leaves the files as it found them.
const skip = skipWithout("chromium", "codeServer");
const template = "Shop/templates/shop/about.html";
let folder;
let vscode;
let editor;
let address;
/** The files that the tests edit, as they were. */
let pristine;

before(async () => {
  if (skip) return;
  folder = copyBookshop("vscode");
  pristine = [template, "Shop/Urls.cs", "Shop/Models.cs"].map((file) => [
    path.join(folder, file),
    fs.readFileSync(path.join(folder, file), "utf8"),
  ]);
  address = `127.0.0.1:${await freePort()}`;
  const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  vscode = await openCodeServer({
    folder,
    vsix: path.join(artifacts, `quintet-${version}.vsix`),
    settings: { "quintet.server.wrapper": wrapper("vscode"), "quintet.runServer.address": address },
  });
  editor = new Editor(vscode.page, folder);
});

after(async () => {
  await vscode?.close();
});

afterEach(async (context) => {
  if (skip || !editor) return;
  await editor.screenshot(context.name.replace(/^vscode: /, "").replace(/\W+/g, "-"));
  // Whatever a test typed or saved, the next one starts with the files as they were.
  await editor.revertAll();
  for (const [file, text] of pristine) if (fs.readFileSync(file, "utf8") !== text) fs.writeFileSync(file, text);
});

/** An empty line inside the template's content, with the cursor in it. */
async function emptyLine() {
  await editor.open(template);
  await editor.showsFile(template);
  await editor.cursorAfter(template, "<% block content %>");
  await editor.press("Enter");
}

/** What a user types, with the closing quote and bracket that VS Code adds. */
async function suggestionsFor(text, expected) {
  await emptyLine();
  await editor.type(text);
  await editor.waitForSuggestion(expected);
  const found = await editor.suggestions();
  await editor.screenshot(`suggestions-${text.replace(/\W+/g, "-")}${text.includes("{") ? "-django" : ""}`);
  await editor.revert();
  return found.sort();
}

test("vscode: url names are completed, exactly those that the app has", { skip }, async () => {
  assert.deepEqual(await suggestionsFor("<% url '", "shop:about"), urlNames(folder).sort());
});

test("vscode: the same between {% and %}", { skip }, async () => {
  assert.deepEqual(await suggestionsFor("{% url '", "shop:about"), urlNames(folder).sort());
});

test("vscode: the same in an attribute", { skip }, async () => {
  assert.deepEqual(await suggestionsFor(`<a href="<% url '`, "shop:about"), urlNames(folder).sort());
});

test("vscode: static files are completed, with either delimiter", { skip }, async () => {
  const expected = staticFiles(folder).sort();
  assert.deepEqual(await suggestionsFor("<% static '", "css/site.css"), expected);
  assert.deepEqual(await suggestionsFor("{% static '", "css/site.css"), expected);
});

for (const [text, label, tag] of [
  ["<% url 'abou", "shop:about", /^<% url 'shop:about' ?%>$/],
  ["{% url 'abou", "shop:about", /^\{% url 'shop:about' ?%\}$/],
  ['<% url "abou', "shop:about", /^<% url "shop:about" ?%>$/],
  ["<% static 'site.c", "css/site.css", /^<% static 'css\/site\.css' ?%>$/],
]) {
  test(`vscode: accepting a suggestion after ${text} leaves a valid tag`, { skip }, async () => {
    const before = fs.readFileSync(path.join(folder, template), "utf8").split("\n");
    await emptyLine();
    await editor.type(text);
    await editor.accept(label);
    // Whatever was typed, closed by VS Code and added by the suggestion: one whole tag, on a line of its own, and nothing else.
    const added = (await editor.saved(template)).split("\n").filter((line) => !before.includes(line));
    assert.equal(added.length, 1, added.join("\n"));
    assert.match(added[0].trim(), tag);
  });
}

test("vscode: F12 on a url name opens the view", { skip }, async () => {
  await editor.open("templates/partials/header.html");
  await editor.cursorAfter("templates/partials/header.html", "'shop:author_l");
  await until("the server knows the name", async () => {
    await editor.press("F12");
    return await editor.page.locator('.tab.active[data-resource-name="Views.cs"]').isVisible();
  });
  const status = editor.page.locator("#status\\.editor\\.selection");
  const line =
    fs
      .readFileSync(path.join(folder, "Shop/Views.cs"), "utf8")
      .split("\n")
      .findIndex((text) => /\bAuthorList\(/.test(text)) + 1;
  await until(`the cursor is in line ${line}`, async () => (await status.textContent()).includes(`Ln ${line},`));
});

test("vscode: HTML's own completion works in a template", { skip }, async () => {
  await emptyLine();
  await editor.type("<sect");
  await editor.waitForSuggestion("section");
});

test("vscode: Emmet works in a template", { skip }, async () => {
  await emptyLine();
  await editor.type("ul>li*3");
  await editor.waitForSuggestion("ul>li*3");
  await editor.press("Tab");
  assert.match(await editor.saved(template), /<ul>\s*(<li><\/li>\s*){3}<\/ul>/);
});

test("vscode: a url that is typed and not saved is known at once, one that is removed is missed", { skip }, async () => {
  await editor.command("Problems: Focus on Problems View");
  assert.deepEqual(
    (await editor.problems()).filter((text) => text.includes("QT")),
    [],
  );

  await editor.open("Shop/Urls.cs");
  await editor.cursorAfter("Shop/Urls.cs", `Path("", Views.Index, name: "index"),`);
  await editor.press("Enter");
  await editor.type(`Path("fresh/", Views.Index, name: "fresh"),`);
  await editor.press("Escape");
  const found = await suggestionsFor("<% url '", "shop:fresh");
  assert.deepEqual(found, [...urlNames(folder), "shop:fresh"].sort());

  // Back to the state on disk, then without a line that the open template uses.
  await editor.open("Shop/Urls.cs");
  await editor.revert();
  await editor.cursorAfter("Shop/Urls.cs", `name: "publisher_detail"`);
  await editor.press("Control+Shift+k");
  await editor.command("Problems: Focus on Problems View");
  await until("the problem is shown", async () =>
    (await editor.problems()).some((text) => text.includes("shop:publisher_detail") && text.includes("QT2001")),
  );
  await editor.screenshot("problem-of-a-removed-url");
  await editor.open("Shop/Urls.cs");
  await editor.press("Control+z");
  await until("the problem is gone", async () => !(await editor.problems()).some((text) => text.includes("QT2001")));
});

test("vscode: a change of a model that is in no migration is told, and a lens leads to the migrations", { skip }, async () => {
  const models = "Shop/Models.cs";
  await editor.open(models);
  await editor.showsFile(models);
  const lens = (text) => editor.page.locator(".codelens-decoration a", { hasText: text }).first();
  await lens("migrations: 0").waitFor();
  await lens("migrations: 0").click();
  await until("a migration is shown", async () => /^\d{4}_.*\.cs$/.test(await editor.activeTab()));

  await editor.open(models);
  await editor.cursorAfter(models, "MaxLength = 80");
  await editor.type("0");
  await lens("1 change is not in a migration: make it").waitFor();
  await editor.command("Problems: Focus on Problems View");
  await until("the change is told", async () => (await editor.problems()).some((text) => text.includes("QT5002")));
  await editor.screenshot("change-in-no-migration");
  await editor.open(models);
  await editor.press("Control+z");
  await until("nothing is told any more", async () => !(await editor.problems()).some((text) => text.includes("QT5002")));
});

test("vscode: migrate from the palette makes the database", { skip }, async () => {
  assert.equal(fs.existsSync(path.join(folder, "db.sqlite3")), false);
  await editor.command("Quintet: Migrate");
  await editor.waitForNotification(": done.", 240_000);
  assert.ok(fs.statSync(path.join(folder, "db.sqlite3")).size > 0);
});

test("vscode: run server from the palette serves the pages, stop server ends it", { skip }, async () => {
  await editor.command("Quintet: Run Server");
  await editor.waitForNotification("is being served", 240_000);
  const response = await fetch(`http://${address}/`);
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<html/);
  await editor.screenshot("run-server");
  await editor.command("Quintet: Stop Server");
  await until("nothing listens any more", () =>
    fetch(`http://${address}/`).then(
      () => false,
      () => true,
    ),
  );
});

test("vscode: the traffic keeps to the protocol", { skip }, async () => {
  await vscode.close();
  vscode = undefined;
  editor = undefined;
  assertValid("vscode");
});
