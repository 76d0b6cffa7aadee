import * as vscode from "vscode";
import { appRunning, registerAppCommands, runFromServer } from "./appCommands.ts";
import { LanguageServer, showReferences } from "./languageServer.ts";

/**
 * The extension is a thin shell: what is known about an app is known by the language server, which every editor can use.
 * Here is only what a VS Code user needs around it: starting the server, the palette's commands, a terminal to see them in.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new LanguageServer(context, runFromServer);
  context.subscriptions.push(
    server,
    vscode.commands.registerCommand("quintet.languageServer.restart", () => server.restart()),
    vscode.commands.registerCommand("quintet.languageServer.showLog", () => server.showLog()),
    vscode.commands.registerCommand(showReferences, (uri, position, locations) =>
      server.showReferences(uri, position, locations),
    ),
    ...registerAppCommands(server),
  );
  await vscode.commands.executeCommand("setContext", "quintet.active", true);
  await server.start();
  running = server;
}

let running: LanguageServer | undefined;

/** VS Code waits for this promise, so no server is left behind, and no app of ours either. */
export async function deactivate(): Promise<void> {
  appRunning.stopAll();
  await running?.stop();
}
