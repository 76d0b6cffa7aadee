/** The requests of the server that are not part of LSP; the same table stands in server/Lsp. */
export const requests = {
  commandLine: "quintet/commandLine",
  projects: "quintet/projects",
} as const;

/** The management commands that the editor offers, by their names on the command line. */
export type ManagementCommand = "runserver" | "makemigrations" | "migrate";

export interface CommandLineParams {
  command: ManagementCommand;
  /** The project's folder as a URI; may be left out where the workspace has one project only. */
  project?: string;
  arguments?: string[];
}

/** How a management command is started: a program, not a shell line, so nothing has to be quoted. */
export interface CommandLine {
  program: string;
  args: string[];
  cwd: string;
  title: string;
}

export interface ProjectInfo {
  name: string;
  /** The project's folder. */
  uri: string;
  /** The project file's path. */
  file: string;
}
