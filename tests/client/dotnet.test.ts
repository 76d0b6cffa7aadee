import assert from "node:assert/strict";
import test from "node:test";
import { dotnetPlaces, missingFrameworks, requirements } from "../../client/src/dotnet.ts";

const listed = `Microsoft.AspNetCore.App 10.0.12 [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]
Microsoft.NETCore.App 8.0.20 [/usr/share/dotnet/shared/Microsoft.NETCore.App]
Microsoft.NETCore.App 10.1.0 [/usr/share/dotnet/shared/Microsoft.NETCore.App]
`;

test("DOTNET_ROOT goes before the PATH, the PATH before the usual places", () => {
  const places = dotnetPlaces({ DOTNET_ROOT: "/opt/dotnet", PATH: "/usr/bin:/bin" }, "linux", "/home/ann");
  assert.deepEqual(places.slice(0, 3), ["/opt/dotnet/dotnet", "/usr/bin/dotnet", "/bin/dotnet"]);
  assert.ok(places.includes("/home/ann/.dotnet/dotnet"));
});

test("Windows has its own separator, name and place", () => {
  const places = dotnetPlaces({ Path: "C:\\bin;D:\\tools", ProgramFiles: "C:\\Program Files" }, "win32", "C:\\Users\\ann");
  assert.deepEqual(places, ["C:\\bin\\dotnet.exe", "D:\\tools\\dotnet.exe", "C:\\Program Files\\dotnet\\dotnet.exe"]);
});

test("the requirements are read from the runtime configuration", () => {
  const core = { name: "Microsoft.NETCore.App", version: "10.0.0" };
  const read = (runtimeOptions: object) => requirements(JSON.stringify({ runtimeOptions }));
  assert.deepEqual(read({ framework: core }), { frameworks: [core], newerMajor: false });
  assert.deepEqual(read({ frameworks: [core], rollForward: "LatestMinor" }), { frameworks: [core], newerMajor: false });
  assert.deepEqual(read({ framework: core, rollForward: "Major" }), { frameworks: [core], newerMajor: true });
});

test("a newer minor version serves, another major version only where the program says so", () => {
  const need = (name: string, version: string, newerMajor = false) =>
    missingFrameworks({ frameworks: [{ name, version }], newerMajor }, listed).length === 0;
  assert.equal(need("Microsoft.NETCore.App", "10.0.0"), true);
  assert.equal(need("Microsoft.NETCore.App", "10.1.0"), true);
  assert.equal(need("Microsoft.NETCore.App", "10.2.0"), false);
  assert.equal(need("Microsoft.NETCore.App", "9.0.0"), false);
  assert.equal(need("Microsoft.NETCore.App", "9.5.0", true), true);
  assert.equal(need("Microsoft.NETCore.App", "11.0.0", true), false);
  assert.equal(need("Microsoft.AspNetCore.App", "10.0.0"), true);
  assert.equal(need("Microsoft.WindowsDesktop.App", "10.0.0"), false);
});
