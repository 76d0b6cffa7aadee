import assert from "node:assert/strict";
import test from "node:test";
import { findServer, serverCommand } from "../../client/src/serverCommand.ts";

const having = (...files: string[]) => ({
  extensionPath: "/ext",
  serverPath: "",
  exists: (file: string) => files.includes(file),
});

test("an installed extension has its server beside it, a checkout where the build puts it", () => {
  assert.equal(findServer(having("/ext/server/quintet.dll", "/ext/artifacts/server/quintet.dll")), "/ext/server/quintet.dll");
  assert.equal(findServer(having("/ext/artifacts/server/quintet.dll")), "/ext/artifacts/server/quintet.dll");
});

test("a missing server is explained with the places and the remedy", () => {
  assert.throws(() => findServer(having()), /\/ext\/server\/quintet\.dll.*npm run build/);
});

test("the developer's path wins, and a wrong one is not passed over in silence", () => {
  const files = having("/ext/server/quintet.dll", "/mine/quintet.dll");
  assert.equal(findServer({ ...files, serverPath: "/mine/quintet.dll" }), "/mine/quintet.dll");
  assert.throws(() => findServer({ ...files, serverPath: "/nowhere.dll" }), /quintet\.server\.path names \/nowhere\.dll/);
});

test("a wrapper stands in front of the whole command", () => {
  const options = { ...having("/ext/server/quintet.dll"), dotnet: "/usr/bin/dotnet" };
  assert.deepEqual(serverCommand({ ...options, wrapper: [] }), {
    command: "/usr/bin/dotnet",
    args: ["/ext/server/quintet.dll", "lsp"],
  });
  assert.deepEqual(serverCommand({ ...options, wrapper: ["node", "check.mjs", "--"] }), {
    command: "node",
    args: ["check.mjs", "--", "/usr/bin/dotnet", "/ext/server/quintet.dll", "lsp"],
  });
});
