/** Files of a folder, by the path of a request. Nothing outside of the folder can be reached. */
import { constants } from "node:fs";
import {
  open,
  readdir,
  realpath,
  stat,
  type FileHandle,
} from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import { Refusal } from "./requests.ts";

/** An open file, to be closed by whoever gets it. */
export interface FoundFile {
  readonly kind: "file";
  readonly file: FileHandle;
  readonly size: number;
  readonly type: string;
  readonly modified: Date;
}

export type Found =
  | FoundFile
  | { readonly kind: "listing"; readonly html: string }
  | { readonly kind: "elsewhere"; readonly location: string };

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".htm": "text/html; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/plain; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
};

/** @param root - as `realpath` gives it */
export async function find(
  root: string,
  path: string,
): Promise<Found | Refusal> {
  const name = decode(path);
  if (name === undefined) return new Refusal(400, "The path is malformed.");
  try {
    const real = await realPathWithin(root, name);
    if (real === undefined) return OUTSIDE;
    if (!(await stat(real)).isDirectory()) return await openFile(real);
    if (!name.endsWith("/")) {
      return { kind: "elsewhere", location: `${path.replace(/^\/+/, "/")}/` };
    }
    return (await openIndex(root, name)) ?? (await list(real, name));
  } catch (error) {
    return refusalOf(error);
  }
}

function decode(path: string): string | undefined {
  if (!path.startsWith("/") || path.includes("%00")) return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const OUTSIDE = new Refusal(403, "That is outside of the folder.");

/** Undefined if the name leads out of the folder, as it is written or by a symbolic link. */
async function realPathWithin(
  root: string,
  name: string,
): Promise<string | undefined> {
  const written = resolve(root, `.${name}`);
  if (!isWithin(root, written)) return undefined;
  const real = await realpath(written);
  return isWithin(root, real) ? real : undefined;
}

function isWithin(root: string, path: string): boolean {
  const folder = root.endsWith(sep) ? root : root + sep;
  return path === root || path.startsWith(folder);
}

async function openFile(real: string): Promise<FoundFile | Refusal> {
  // Nothing is followed that has become a link since; a pipe does not block.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  const status = await file.stat();
  if (!status.isFile()) {
    await file.close();
    return new Refusal(403, "That is no file.");
  }
  const type = TYPES[extname(real).toLowerCase()] ?? "application/octet-stream";
  const { size, mtime: modified } = status;
  return { kind: "file", file, size, type, modified };
}

/** What a folder shows in place of a list, if it has that. */
async function openIndex(
  root: string,
  folder: string,
): Promise<FoundFile | Refusal | undefined> {
  try {
    const real = await realPathWithin(root, `${folder}index.html`);
    return real === undefined ? OUTSIDE : await openFile(real);
  } catch (error) {
    const refusal = refusalOf(error);
    return refusal.code === 404 ? undefined : refusal;
  }
}

async function list(real: string, path: string): Promise<Found> {
  const entries = await readdir(real, { withFileTypes: true });
  const names = entries.map((entry) =>
    entry.isDirectory() ? `${entry.name}/` : entry.name,
  );
  if (path !== "/") names.push("../");
  const items = names.sort().map((name) => {
    const link = name.split("/").map(encodeURIComponent).join("/");
    return `<li><a href="./${link}">${escape(name)}</a></li>\n`;
  });
  const title = `Index of ${escape(path)}`;
  return {
    kind: "listing",
    html: `<!doctype html>\n<meta charset="utf-8">\n<title>${title}</title>\n<h1>${title}</h1>\n<ul>\n${items.join("")}</ul>\n`,
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const CODES: Readonly<Record<string, Refusal>> = {
  EACCES: new Refusal(403, "That is not for everybody."),
  ELOOP: new Refusal(403, "That is not for everybody."),
  ENAMETOOLONG: new Refusal(404, "There is no such file."),
  ENOENT: new Refusal(404, "There is no such file."),
  ENOTDIR: new Refusal(404, "There is no such file."),
};

function refusalOf(error: unknown): Refusal {
  const code = error instanceof Error && "code" in error ? error.code : "";
  const refusal = CODES[String(code)];
  if (refusal !== undefined) return refusal;
  console.error(error);
  return new Refusal(500, "The file cannot be read.");
}
