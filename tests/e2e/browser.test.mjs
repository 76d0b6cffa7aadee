import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test, { after, before } from "node:test";
import { run, start, stop } from "../../scripts/lib/run.mjs";
import { launchBrowser } from "./lib/codeServer.mjs";
import { skipWithout } from "./lib/parts.mjs";
import { copyBookshop, freePort, keptFiles, until } from "./lib/place.mjs";

// A visitor's view of the bookshop: built with the package, as a user's project is, and seen in Chromium.
const skip = skipWithout("chromium");
let browser;
let server;
let site;
let folder;

before(async () => {
  if (skip) return;
  folder = copyBookshop("browser");
  await run("dotnet", ["build", "--nologo", "-v", "q"], { cwd: folder, capture: true });
  const app = path.join(folder, "bin/Debug/net10.0/bookshop.dll");
  await run("dotnet", [app, "migrate"], { cwd: folder, capture: true });
  await run("dotnet", [app, "seed"], { cwd: folder, capture: true });
  const port = await freePort();
  site = `http://127.0.0.1:${port}`;
  server = start("dotnet", [app, "runserver", `127.0.0.1:${port}`], { cwd: folder, stdio: "ignore" });
  await until(
    "the bookshop answers",
    () =>
      fetch(site).then(
        () => true,
        () => false,
      ),
    60_000,
  );
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  if (server) await stop(server);
});

/** Opens a page and answers it with what went wrong on the way. */
async function visit(where, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...options });
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== site + where) problems.push(`${response.status()} ${response.url()}`);
  });
  const response = await page.goto(site + where, { waitUntil: "networkidle" });
  return { page, response, problems };
}

test("browser: the first page shows books, in its style, without an error", { skip }, async () => {
  const { page, response, problems } = await visit("/");
  assert.equal(response.status(), 200);
  assert.match(response.headers()["content-type"], /^text\/html; ?charset=utf-8$/i);
  assert.deepEqual(problems, []);
  assert.ok((await page.locator("main a[href^='/books/']").count()) > 3);
  // The style sheet arrived and is one: the page does not look as a page without any does.
  assert.ok(
    await page.evaluate(() =>
      [...document.styleSheets].some((sheet) => sheet.href?.includes("/static/") && sheet.cssRules.length > 10),
    ),
  );
  await page.screenshot({ path: path.join(keptFiles, "browser-index.png"), fullPage: true });
});

test("browser: every link of the first page leads somewhere", { skip }, async () => {
  const { page } = await visit("/");
  const links = await page
    .locator("a[href^='/']")
    .evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute("href")))]);
  assert.ok(links.length > 10);
  for (const link of links) assert.equal((await fetch(site + link)).status, 200, link);
});

test("browser: a book is put aside and back by forms that carry the token", { skip }, async () => {
  const { page, problems } = await visit("/books/1/");
  await page.getByRole("button", { name: "Put aside for me" }).click();
  await page.waitForURL("**/aside/");
  assert.ok((await page.locator("main a[href='/books/1/']").count()) > 0);
  const said = page.getByRole("status");
  assert.match(await said.innerText(), /^“.+” is put aside for you\.$/);
  await page.screenshot({ path: path.join(keptFiles, "browser-aside.png") });
  await page.getByRole("link", { name: "Put aside (1)" }).waitFor();
  await page.goto(`${site}/books/1/`);
  await page.getByRole("button", { name: "Back on the shelf" }).click();
  await page.waitForURL("**/aside/");
  await page.getByText("Nothing here yet.").waitFor();
  assert.match(await said.innerText(), /^“.+” is back on the shelf\.$/);
  // It is said once.
  await page.reload();
  await page.getByText("Nothing here yet.").waitFor();
  assert.equal(await said.count(), 0);
  assert.deepEqual(problems, []);
  // What another site sends is refused.
  const refused = await fetch(`${site}/books/1/aside/`, { method: "POST" });
  assert.equal(refused.status, 403);
  await page.close();
});

test("browser: a search for nothing is told what to write", { skip }, async () => {
  const { page } = await visit("/search/");
  assert.equal(await page.getByRole("status").count(), 0);
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL("**/search/?q=");
  await page.getByRole("status").getByText("Write a word of the title").waitFor();
  await page.screenshot({ path: path.join(keptFiles, "browser-message.png") });
  await page.close();
});

test("browser: a book, its author and back again", { skip }, async () => {
  const { page } = await visit("/books/");
  await page.locator("main a[href^='/books/']").first().click();
  await page.waitForURL(/\/books\/\d+\/$/);
  const title = await page.locator("h1").first().textContent();
  await page.screenshot({ path: path.join(keptFiles, "browser-book.png"), fullPage: true });
  await page.locator("main a[href^='/authors/']").first().click();
  await page.waitForURL(/\/authors\/\d+\/$/);
  assert.ok((await page.locator("main").textContent()).includes(title.trim()));
});

test("browser: the journal is the other app's", { skip }, async () => {
  const { response, problems } = await visit("/journal/");
  assert.equal(response.status(), 200);
  assert.deepEqual(problems, []);
});

test("browser: on a narrow screen nothing has to be scrolled sideways", { skip }, async () => {
  const { page } = await visit("/", { viewport: { width: 390, height: 800 } });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await page.screenshot({ path: path.join(keptFiles, "browser-narrow.png") });
});

test("browser: an unknown address answers 404 and lists the routes", { skip }, async () => {
  const { page, response } = await visit("/no/such/page/");
  assert.equal(response.status(), 404);
  assert.match(await page.locator("body").textContent(), /books\/<int:id>\//);
  await page.screenshot({ path: path.join(keptFiles, "browser-404.png") });
});

test("browser: a mistake in a template answers 500 and shows the line; the page is back without a restart", {
  skip,
}, async () => {
  const template = path.join(folder, "Shop/templates/shop/about.html");
  const sound = fs.readFileSync(template, "utf8");
  fs.writeFileSync(template, sound.replace("<% endblock %>", "<% nosuchtag %>\n<% endblock %>"));
  const { page, response } = await visit("/about/");
  assert.equal(response.status(), 500);
  const text = await page.locator("body").textContent();
  assert.match(text, /about\.html/);
  assert.match(text, /<% nosuchtag %>/);
  await page.screenshot({ path: path.join(keptFiles, "browser-500.png") });
  fs.writeFileSync(template, sound);
  assert.equal((await fetch(`${site}/about/`)).status, 200);
});
