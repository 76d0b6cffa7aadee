import * as fs from "node:fs";
import * as vscode from "vscode";
import {
  type DocumentSelector,
  LanguageClient,
  type Location,
  type Position,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";
import { DotnetMissingError, downloadPage, findDotnet } from "./dotnet.ts";
import { findServer, serverCommand } from "./serverCommand.ts";

/**
 * Templates keep the language id `html`, so that everything that knows HTML goes on working in them; other extensions' ids for
 * Django's syntax are served too. Templates need not be HTML (feeds, mails), hence the pattern. The server answers only for
 * files that belong to a project it knows, so a wide selector costs nothing but the open notification.
 */
export const documentSelector: DocumentSelector = [
  { scheme: "file", language: "html" },
  { scheme: "file", language: "django-html" },
  { scheme: "file", language: "jinja-html" },
  { scheme: "file", language: "csharp" },
  { scheme: "file", pattern: "**/templates/**" },
];

/** The command that the server asks for to list places: its name in lenses. */
export const showReferences = "quintet.showReferences";

/** The one language server of a window, and what the window shows of it. */
export class LanguageServer implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly log = vscode.window.createOutputChannel("Quintet", { log: true });
  private readonly status: vscode.LanguageStatusItem;

  /** `execute` may take over a command that the server offers; it answers undefined where it leaves it to the server. */
  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly execute: (server: LanguageServer, id: string, args: unknown[]) => Promise<void> | undefined,
  ) {
    this.status = vscode.languages.createLanguageStatusItem("quintet", documentSelector as vscode.DocumentSelector);
    this.status.name = "Quintet";
    this.status.command = { command: "quintet.languageServer.showLog", title: "Show Log" };
  }

  async start(): Promise<void> {
    if (this.client) return;
    this.show("Quintet: starting", true);
    try {
      const client = await this.createClient();
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.show("Quintet");
        else if (newState === State.Stopped) this.show("Quintet: stopped", false, vscode.LanguageStatusSeverity.Warning);
      });
      await client.start();
    } catch (error) {
      this.client = undefined;
      await this.explain(error);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A client that failed to start cannot be stopped, and has nothing left to stop.
    if (client && client.state !== State.Stopped) await client.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  showLog(): void {
    this.log.show();
  }

  /** Sends a request of our own. Throws a readable error where the server does not run. */
  async request<T>(method: string, params?: object): Promise<T> {
    if (this.client?.state !== State.Running) {
      throw new Error(
        "The Quintet language server is not running. Run “Quintet: Restart Language Server”, or look into its log.",
      );
    }
    return await this.client.sendRequest<T>(method, params);
  }

  dispose(): void {
    this.status.dispose();
    this.log.dispose();
  }

  private async createClient(): Promise<LanguageClient> {
    const settings = vscode.workspace.getConfiguration("quintet");
    const places = {
      extensionPath: this.context.extensionPath,
      serverPath: settings.get("server.path", ""),
      exists: fs.existsSync,
    };
    const dotnet = await findDotnet(findServer(places));
    const command = serverCommand({ ...places, dotnet, wrapper: settings.get<string[]>("server.wrapper", []) });
    this.log.info(`Starting ${[command.command, ...command.args].join(" ")}`);
    const client = new LanguageClient("quintet", "Quintet", command, {
      documentSelector,
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: {
        // Lenses and code actions name the server's commands. Here they run in a terminal, where one sees them and can answer them.
        executeCommand: (id, args, next) => this.execute(this, id, args) ?? next(id, args),
      },
    });
    // Lenses that count something list it with this command; the protocol has none for it.
    client.registerFeature({
      fillClientCapabilities: (capabilities) => {
        capabilities.experimental = { ...capabilities.experimental, commands: { commands: [showReferences] } };
      },
      initialize: () => {},
      getState: () => ({ kind: "static" }),
      clear: () => {},
    });
    return client;
  }

  /** Lists places as the editor lists references. */
  async showReferences(uri: string, position: Position, locations: Location[]): Promise<void> {
    const convert = this.client?.protocol2CodeConverter;
    if (!convert) return;
    await vscode.commands.executeCommand(
      "editor.action.showReferences",
      convert.asUri(uri),
      convert.asPosition(position),
      locations.map(convert.asLocation),
    );
  }

  private async explain(error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(message);
    this.show("Quintet: not running", false, vscode.LanguageStatusSeverity.Error, message);
    const help = error instanceof DotnetMissingError ? "Get .NET" : "Show Log";
    // Not awaited: activation must not hang on a message that nobody answers.
    void vscode.window.showErrorMessage(message, help).then((choice) => {
      if (choice === "Get .NET") void vscode.env.openExternal(vscode.Uri.parse(downloadPage));
      else if (choice) this.showLog();
    });
  }

  private show(text: string, busy = false, severity = vscode.LanguageStatusSeverity.Information, detail?: string): void {
    this.status.text = text;
    this.status.busy = busy;
    this.status.severity = severity;
    this.status.detail = detail ?? "";
  }
}
