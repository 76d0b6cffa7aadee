import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { codeServer } from "../../../scripts/code-server.mjs";

/** What the tests need of the machine, and how one gets it. A test of a missing part is skipped, aloud; REQUIRE forbids that. */
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => fs.existsSync(file));

// Emacs 29 has eglot in it, earlier ones as a package (elpa-eglot).
const hasEglot = spawnSync("emacs", ["--batch", "--eval", "(package-initialize)", "--eval", "(require 'eglot)"]).status === 0;

const hasNeovim = spawnSync("nvim", ["--version"]).status === 0;

export const parts = {
  chromium: { value: chromium, missing: "Chromium is not installed (apt-get install chromium)" },
  neovim: { value: hasNeovim ? "nvim" : undefined, missing: "Neovim is not installed (apt-get install neovim)" },
  emacs: {
    value: hasEglot ? "emacs" : undefined,
    missing: "Emacs with eglot is not installed (apt-get install emacs-nox elpa-eglot)",
  },
  codeServer: { value: codeServer(), missing: "code-server is not built (node scripts/code-server.mjs)" },
};

/** The `skip` option of a test that needs these parts: false, or the reason. */
export function skipWithout(...names) {
  const reasons = names.filter((name) => !parts[name].value).map((name) => parts[name].missing);
  return reasons.length > 0 ? reasons.join("; ") : false;
}
