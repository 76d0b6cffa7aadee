import * as net from "node:net";

export interface Address {
  host: string;
  port: number;
}

/** Reads `host:port` or `[ipv6]:port`. */
export function parseAddress(text: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^\s:]+)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port < 1 || port > 65535) {
    throw new Error(
      `“${text}” is not an address: expected host:port, for example 127.0.0.1:8000. Correct the setting quintet.runServer.address.`,
    );
  }
  return { host: match[1] ?? match[2] ?? "", port };
}

/** Where a browser on this machine finds it: a server that listens everywhere is reached by the loopback address. */
export function browserUrl({ host, port }: Address): string {
  const local = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${local.includes(":") ? `[${local}]` : local}:${port}/`;
}

/** Whether something accepts connections there. */
export function answers({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1000 });
    const done = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
    socket.once("timeout", () => done(false));
  });
}
