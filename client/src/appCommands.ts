import * as vscode from "vscode";
import { answers, browserUrl, parseAddress } from "./address.ts";
import type { LanguageServer } from "./languageServer.ts";
import { type CommandLine, type CommandLineParams, type ManagementCommand, type ProjectInfo, requests } from "./protocol.ts";
import { RunningTasks } from "./runningTasks.ts";

/** The app's server, where one was started from here. */
export const appRunning = new RunningTasks(
  (some) => void vscode.commands.executeCommand("setContext", "quintet.appRunning", some),
);

/** The palette's commands, and the commands of the server that mean the same. Their ids differ: the language client registers the server's itself. */
const commands: readonly { palette: string; server: string; command: ManagementCommand }[] = [
  { palette: "quintet.app.runServer", server: "quintet.runserver", command: "runserver" },
  { palette: "quintet.app.makeMigrations", server: "quintet.makemigrations", command: "makemigrations" },
  { palette: "quintet.app.migrate", server: "quintet.migrate", command: "migrate" },
];

export function registerAppCommands(server: LanguageServer): vscode.Disposable[] {
  return [
    ...commands.map(({ palette, command }) => vscode.commands.registerCommand(palette, () => run(server, command))),
    vscode.commands.registerCommand("quintet.app.stopServer", () => appRunning.stopAll()),
  ];
}

/** Runs a command of the server's in a terminal here; undefined where it is none of those. */
export function runFromServer(server: LanguageServer, id: string, args: unknown[]): Promise<void> | undefined {
  const known = commands.find((entry) => entry.server === id);
  if (!known) return undefined;
  const [params] = args as [Partial<CommandLineParams>?];
  return run(server, known.command, params);
}

async function run(server: LanguageServer, command: ManagementCommand, params: Partial<CommandLineParams> = {}): Promise<void> {
  try {
    const project = params.project ?? (await pickProject(server))?.uri;
    if (!project) return;
    // Unsaved models would be left out of the migration, and nobody would notice.
    await vscode.workspace.saveAll(false);
    if (command === "runserver") await runServer(server, project, params.arguments);
    else await runToEnd(server, command, project, params.arguments);
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** The project to work on: the only one, the one that the active file lies in, or the one that the user picks. */
async function pickProject(server: LanguageServer): Promise<ProjectInfo | undefined> {
  const projects = await server.request<ProjectInfo[]>(requests.projects);
  if (projects.length === 0)
    throw new Error(
      "No Quintet project found in this workspace: expected a folder with a project file (*.csproj), Manage.cs and Settings.cs.",
    );
  if (projects.length === 1) return projects[0];

  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const around = projects.filter((project) => active?.startsWith(`${project.uri.replace(/\/$/, "")}/`));
  const innermost = around.sort((a, b) => b.uri.length - a.uri.length)[0];
  if (innermost) return innermost;
  const items = projects.map((project) => ({
    label: project.name,
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(project.uri)),
    project,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: "Which project?" }))?.project;
}

/** Commands that end by themselves. A terminal, not a pipe: makemigrations may ask something. */
async function runToEnd(server: LanguageServer, command: ManagementCommand, project: string, args: string[] = []): Promise<void> {
  const line = await server.request<CommandLine>(requests.commandLine, { command, project, arguments: args });
  const exitCode = await withProgress(line.title, (cancelled) => {
    const task = startTask(command, project, line);
    cancelled(() => void task.then((started) => started.terminate()));
    return task.then((started) => started.exitCode);
  });
  if (exitCode === 0) void vscode.window.showInformationMessage(`${line.title}: done.`);
  else if (exitCode !== undefined) await offerOutput(`${line.title} failed with exit code ${exitCode}.`, line.title);
}

/** The app's server: the progress ends when it answers, the task when it is stopped. */
async function runServer(server: LanguageServer, project: string, args?: string[]): Promise<void> {
  const configured = vscode.workspace
    .getConfiguration("quintet", vscode.Uri.parse(project))
    .get("runServer.address", "127.0.0.1:8000");
  const given = args ?? [configured];
  const address = parseAddress(given.at(-1) ?? configured);

  if (appRunning.get(project))
    return await offerPage(`${browserUrl(address)} is already being served.`, project, browserUrl(address));
  if (await answers(address)) {
    throw new Error(
      `Another program already listens on ${address.host}:${address.port}. Stop it, or choose another address in the setting quintet.runServer.address.`,
    );
  }

  const line = await server.request<CommandLine>(requests.commandLine, { command: "runserver", project, arguments: given });
  const task = await startTask("runserver", project, line);
  appRunning.add(project, task);
  const ready = await withProgress(line.title, async (cancelled) => {
    cancelled(() => task.terminate());
    let ended = false;
    void task.exitCode.then(() => (ended = true));
    // A terminal's output cannot be read by an extension; that the port answers is the stronger sign anyway.
    while (!ended && !(await answers(address))) await new Promise((resolve) => setTimeout(resolve, 150));
    return !ended;
  });
  if (ready) return await offerPage(`${browserUrl(address)} is being served.`, project, browserUrl(address));
  const exitCode = await task.exitCode;
  if (exitCode !== undefined)
    await offerOutput(`${line.title} ended with exit code ${exitCode} before it served a page.`, line.title);
}

interface StartedTask {
  /** The process's exit code; undefined where it was stopped from here. */
  exitCode: Promise<number | undefined>;
  terminate(): void;
}

async function startTask(command: ManagementCommand, project: string, line: CommandLine): Promise<StartedTask> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(project)) ?? vscode.TaskScope.Workspace;
  const process = new vscode.ProcessExecution(line.program, line.args, { cwd: line.cwd });
  const task = new vscode.Task({ type: "quintet", command, project }, folder, line.title, "Quintet", process, []);
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    clear: true,
    showReuseMessage: false,
  };
  task.isBackground = command === "runserver";

  let stopped = false;
  const listeners: vscode.Disposable[] = [];
  // Listening starts before the task does, because a process may end before executeTask's promise is seen; and both events are
  // needed, because a task whose program is not there ends without a process.
  const exitCode = new Promise<number | undefined>((resolve) => {
    const settle = async (execution: vscode.TaskExecution, code: number | undefined) => {
      if (execution === (await started)) resolve(stopped ? undefined : code);
    };
    listeners.push(
      vscode.tasks.onDidEndTaskProcess((event) => settle(event.execution, event.exitCode)),
      vscode.tasks.onDidEndTask((event) => setImmediate(() => settle(event.execution, -1))),
    );
  }).finally(() => vscode.Disposable.from(...listeners).dispose());
  const started = vscode.tasks.executeTask(task);
  const execution = await started;
  return {
    exitCode,
    terminate() {
      stopped = true;
      execution.terminate();
    },
  };
}

function withProgress<T>(title: string, work: (cancelled: (listener: () => void) => void) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: `Quintet: ${title}`, cancellable: true };
  return vscode.window.withProgress(options, (_, token) => work((listener) => token.onCancellationRequested(listener)));
}

async function offerOutput(message: string, title: string): Promise<void> {
  const choice = await vscode.window.showErrorMessage(message, "Show Output");
  if (choice) vscode.window.terminals.find((terminal) => terminal.name.includes(title))?.show();
}

async function offerPage(message: string, project: string, url: string): Promise<void> {
  const choice = await vscode.window.showInformationMessage(message, "Open in Browser", "Stop Server");
  if (choice === "Open in Browser") await vscode.env.openExternal(vscode.Uri.parse(url));
  else if (choice === "Stop Server") appRunning.get(project)?.terminate();
}
