import fs from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { exitOf, start, stop } from "../../../scripts/lib/run.mjs";
import { parts } from "./parts.mjs";
import { freePort, keptFiles, temporaryFolder, until } from "./place.mjs";

/** Chromium as the tests use it: nothing of it calls home. */
export function launchBrowser() {
  const quiet = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath: parts.chromium.value, args: ["--no-sandbox", ...quiet] });
}

/** Everything that would open by itself, ask something or save by itself is switched off, so that a test sees only what it caused. */
const settings = {
  "chat.disableAIFeatures": true,
  "editor.wordBasedSuggestions": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "remote.autoForwardPorts": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "terminal.integrated.shellIntegration.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/**
 * Starts code-server on a folder with the extension installed and opens it in Chromium.
 * @param {{folder: string, vsix: string, settings?: object}} options
 */
export async function openCodeServer({ folder, vsix, settings: more = {} }) {
  const { program, args } = parts.codeServer.value;
  const home = temporaryFolder("vscode");
  const port = await freePort();
  const dirs = [
    "--user-data-dir",
    path.join(home, "data"),
    "--extensions-dir",
    path.join(home, "extensions"),
    "--config",
    path.join(home, "config.yaml"),
  ];
  // Settings of the scope “machine” are read from a file of their own where VS Code runs on a server.
  for (const scope of ["User", "Machine"]) {
    const file = path.join(home, "data", scope, "settings.json");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify({ ...settings, ...more }, undefined, 2));
  }
  fs.writeFileSync(path.join(home, "config.yaml"), "auth: none\n");

  const logFile = path.join(keptFiles, "code-server.log");
  const log = fs.openSync(logFile, "w");
  const stdio = ["ignore", log, log];
  const installed = await exitOf(start(program, [...args, ...dirs, "--install-extension", vsix], { stdio }));
  if (installed !== 0) throw new Error(`code-server did not install ${vsix}; see ${logFile}`);

  const serve = [
    "--auth",
    "none",
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-getting-started-override",
    "--bind-addr",
    `127.0.0.1:${port}`,
  ];
  const server = start(program, [...args, ...dirs, ...serve, folder], { stdio });
  const url = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`;
  await until(
    "code-server listens",
    () =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        (response) => response.ok,
        () => false,
      ),
    60_000,
  );

  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(url);
  await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
  return {
    page,
    async close() {
      await browser.close();
      await stop(server);
      fs.closeSync(log);
    },
  };
}
