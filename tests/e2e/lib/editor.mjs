import fs from "node:fs";
import path from "node:path";
import { keptFiles, until } from "./place.mjs";

/** What a user does in VS Code, by keyboard, and what they see. */
export class Editor {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text) {
    return this.page.keyboard.type(text, { delay: 15 });
  }

  async screenshot(name) {
    await this.page.screenshot({ path: path.join(keptFiles, `vscode-${name}.png`) });
  }

  /** Opens a file of the workspace and gives its editor the focus. */
  async open(file) {
    await this.quickInput("Control+p", file);
    await this.chooseFocused(path.basename(file), path.dirname(file));
    await this.waitForActiveTab(path.basename(file));
    await this.page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
  }

  async waitForActiveTab(name) {
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** The name of the file in the active tab. */
  activeTab() {
    return this.page.locator(".editor-group-container.active .tab.active").getAttribute("data-resource-name");
  }

  async command(title) {
    await this.quickInput("F1", title);
    await this.chooseFocused(title);
  }

  /** Accepts the quick input's row in focus, once it is the right one: before the text is filtered by, it is the one used last. */
  async chooseFocused(...texts) {
    const row = this.page.locator(".quick-input-list .monaco-list-row.focused");
    await until(`the list offers ${texts.join(" in ")}`, async () => {
      const text = await row
        .first()
        .textContent({ timeout: 1000 })
        .catch(() => "");
      return texts.every((part) => text.includes(part));
    });
    await this.press("Enter");
  }

  async quickInput(key, text) {
    const box = this.page.locator(".quick-input-widget input").first();
    // One that is seen may be on its way out, closed by the key before: then it is opened once more.
    await until(`${key} opens the quick input`, async () => {
      await this.press(key);
      if (!(await box.isVisible())) return false;
      const prefix = await box.inputValue();
      const filled = box.fill(prefix.startsWith(">") ? `>${text}` : text, { timeout: 2000 });
      return await filled.then(
        () => true,
        () => false,
      );
    });
  }

  /** Puts the cursor behind the first occurrence of a text in the file as it is on disk. */
  async cursorAfter(file, text) {
    const content = fs.readFileSync(path.join(this.folder, file), "utf8");
    const at = content.indexOf(text);
    if (at < 0) throw new Error(`${file} does not hold ${text}`);
    const before = content.slice(0, at + text.length).split("\n");
    await this.goTo(before.length, before.at(-1).length + 1);
  }

  async goTo(line, column) {
    await this.quickInput("Control+g", `:${line}:${column}`);
    await this.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Waits until the active editor shows the file as it is on disk, as far as one sees it. */
  async showsFile(file) {
    const lines = fs.readFileSync(path.join(this.folder, file), "utf8").split("\n").slice(0, 12);
    await this.press("Control+Home");
    const shown = this.page.locator(".editor-group-container.active .view-lines .view-line");
    await until(`the editor shows ${file} as it is on disk`, async () => {
      const texts = await shown.evaluateAll((all) => all.map((line) => [Number.parseInt(line.style.top, 10), line.textContent]));
      const sorted = texts.sort(([a], [b]) => a - b).map(([, text]) => text.replaceAll("\u00a0", " "));
      return lines.every((line, i) => (sorted[i] ?? "").startsWith(line.slice(0, 80)));
    });
  }

  /** Saves and answers the file's text. */
  async saved(file) {
    await this.press("Control+s");
    await this.page.locator(".tab.active:not(.dirty)").waitFor();
    return fs.readFileSync(path.join(this.folder, file), "utf8");
  }

  /** Throws away what was typed in the active editor. */
  async revert() {
    await this.press("Escape");
    await this.command("File: Revert File");
    await this.page.locator(".tab.active:not(.dirty)").waitFor();
  }

  /** Throws away what was typed anywhere. */
  async revertAll() {
    await this.press("Escape", "Escape");
    for (const dirty = this.page.locator(".tab.dirty"); (await dirty.count()) > 0; ) {
      await dirty.first().click();
      await this.revert();
    }
  }

  /** The labels of all the suggestions that are offered, in their order; empty where none are. */
  async suggestions() {
    const rows = this.page.locator(".suggest-widget.visible .monaco-list-row");
    await rows.first().waitFor();
    // The list holds only the rows that one sees, so it is walked through; each row knows its place and how many there are. All of them are read at one moment: between two the list may be drawn anew.
    const found = new Map();
    let count = 0;
    for (let steps = 0; steps === 0 || (found.size < count && steps <= count); steps++) {
      if (steps > 0) await this.nextSuggestion();
      const seen = await rows.evaluateAll((all) =>
        all.map((row) => [
          Number(row.getAttribute("aria-posinset")),
          Number(row.getAttribute("aria-setsize")),
          row.querySelector(".label-name")?.textContent,
        ]),
      );
      for (const [place, size, label] of seen) {
        // Another list has taken its place.
        if (count !== size) found.clear();
        count = size;
        if (label) found.set(place, label);
      }
    }
    if (found.size < count) throw new Error(`Of ${count} suggestions ${found.size} were seen: ${[...found.values()].join(", ")}`);
    return [...found].sort(([a], [b]) => a - b).map(([, label]) => label);
  }

  /** Moves to the next suggestion, and waits until the list shows it. */
  async nextSuggestion() {
    const focused = this.page.locator(".suggest-widget.visible .monaco-list-row.focused");
    const before = await focused.getAttribute("aria-posinset");
    await this.press("ArrowDown");
    await until("the next suggestion is in focus", async () => (await focused.getAttribute("aria-posinset")) !== before);
  }

  /** Waits for a suggestion; asks for it again where the list has none yet, because a language service is still starting. */
  async waitForSuggestion(label) {
    const row = this.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: label }).first();
    await until(`“${label}” is suggested`, async () => {
      if (await row.isVisible()) return true;
      await row.waitFor({ timeout: 3000 }).catch(() => this.press("Escape", "Control+Space"));
      return await row.isVisible();
    });
  }

  /** Accepts the suggestion, once it is the one in focus: the list is filtered a moment after the typing. */
  async accept(label) {
    await this.waitForSuggestion(label);
    await this.page.locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: label }).waitFor();
    await this.press("Enter");
    await this.page.locator(".suggest-widget.visible").waitFor({ state: "hidden" });
  }

  /** The messages in the Problems view. */
  async problems() {
    return await this.page.locator(".markers-panel .monaco-list-row").allTextContents();
  }

  async waitForNotification(text, timeout = 120_000) {
    await this.page.locator(".notifications-toasts .notification-toast", { hasText: text }).first().waitFor({ timeout });
  }
}
