import * as path from "node:path";

/** What is needed to start the language server. */
export interface ServerCommand {
  command: string;
  args: string[];
}

export interface ServerOptions {
  /** Where the extension lies. */
  extensionPath: string;
  /** The setting `quintet.server.path`. */
  serverPath: string;
  /** The setting `quintet.server.wrapper`. */
  wrapper: readonly string[];
  /** The `dotnet` host to start it with. */
  dotnet: string;
  exists(file: string): boolean;
}

/**
 * The server lies beside the bundle in an installed extension, and where `npm run build` puts it in a checkout
 * (`code --extensionDevelopmentPath`).
 */
export function findServer(options: Pick<ServerOptions, "extensionPath" | "serverPath" | "exists">): string {
  if (options.serverPath !== "") {
    if (options.exists(options.serverPath)) return options.serverPath;
    throw new Error(
      `The setting quintet.server.path names ${options.serverPath}, and there is no such file. Correct it or leave it empty.`,
    );
  }
  const places = [["server"], ["artifacts", "server"]].map((place) => path.join(options.extensionPath, ...place, "quintet.dll"));
  const found = places.find((place) => options.exists(place));
  if (found) return found;
  throw new Error(
    `The language server is missing: neither ${places.join(" nor ")} exists. Install the extension again; in a checkout, run: npm run build`,
  );
}

/** The whole command line: `[wrapper…] dotnet quintet.dll lsp`. */
export function serverCommand(options: ServerOptions): ServerCommand {
  const [command = options.dotnet, ...args] = [...options.wrapper, options.dotnet, findServer(options), "lsp"];
  return { command, args };
}
