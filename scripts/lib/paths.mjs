import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** All that is built goes here; nothing in it is worth keeping. */
export const artifacts = path.join(root, "artifacts");

/** What takes minutes to build and outlives a checkout. */
export const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "quintet");

export const serverDll = path.join(artifacts, "server", "quintet.dll");
export const bookshop = path.join(root, "examples", "bookshop");

/** The path as one would type it in the checkout. */
export const relative = (file) => path.relative(root, file) || ".";
