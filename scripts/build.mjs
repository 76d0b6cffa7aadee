// npm run build: what `code --extensionDevelopmentPath=.` needs.
import { buildClient, buildServer } from "./lib/builds.mjs";
import { installPackages, requireDotnet } from "./lib/install.mjs";
import { main } from "./lib/run.mjs";

await main(async () => {
  await requireDotnet();
  await installPackages();
  await buildServer();
  await buildClient();
});
