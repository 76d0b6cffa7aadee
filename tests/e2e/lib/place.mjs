import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { packages, unpacked, unpackedForTests } from "../../../scripts/lib/builds.mjs";
import { artifacts, bookshop } from "../../../scripts/lib/paths.mjs";

/** Screenshots, reports of the protocol checker and logs of the last run. */
export const keptFiles = path.join(artifacts, "e2e");
fs.mkdirSync(keptFiles, { recursive: true });

/** A new empty folder outside the checkout; gone when the tests of this file have ended. */
export function temporaryFolder(name) {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), `quintet-${name}-`));
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A copy of the bookshop, as a user would have it: outside this repository, built with the package from artifacts/packages. */
export function copyBookshop(name) {
  const folder = path.join(temporaryFolder(name), "bookshop");
  const left = new Set(["bin", "obj"]);
  fs.cpSync(bookshop, folder, { recursive: true, filter: (file) => !left.has(path.basename(file)) && !/\.sqlite3/.test(file) });
  fs.writeFileSync(path.join(folder, "NuGet.config"), nugetConfig);
  return folder;
}

/**
 * Our package comes from artifacts/packages and nowhere else, and is unpacked into a folder of this checkout's own: another checkout
 * on the same machine has a package of the same version. What NuGet has downloaded for this user serves as a source for the rest.
 */
const nugetConfig = `<configuration>
  <config>
    <add key="globalPackagesFolder" value="${unpackedForTests}" />
  </config>
  <packageSources>
    <add key="quintet" value="${packages}" />
    <add key="downloaded" value="${unpacked}" />
  </packageSources>
  <packageSourceMapping>
    <packageSource key="quintet"><package pattern="Quintet" /></packageSource>
    <packageSource key="downloaded"><package pattern="*" /></packageSource>
    <packageSource key="nuget.org"><package pattern="*" /></packageSource>
  </packageSourceMapping>
</configuration>
`;

/** A port that is free now. */
export async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The URL names that a completion must offer, read from the sources by eye's rules: `AppName => "shop"` and `name: "index"`. */
export function urlNames(folder) {
  return ["Shop", "Blog"].flatMap((app) => {
    const text = fs.readFileSync(path.join(folder, app, "Urls.cs"), "utf8");
    const namespace = /AppName => "(\w+)"/.exec(text)[1];
    return [...text.matchAll(/name: "(\w+)"/g)].map((match) => `${namespace}:${match[1]}`);
  });
}

/** The static files, as they are named in a template. */
export function staticFiles(folder) {
  return ["static", "Shop/static", "Blog/static"].flatMap((place) => {
    const root = path.join(folder, place);
    return fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path
          .relative(root, path.join(entry.parentPath ?? entry.path, entry.name))
          .split(path.sep)
          .join("/"),
      );
  });
}

/** Waits until the condition gives something true; the event itself cannot be waited for in another process. */
export async function until(what, condition, timeout = 30_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
