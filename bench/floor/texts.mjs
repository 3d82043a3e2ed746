import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files that captable has written to a folder, or that it reads there, but for what a compiler has added. */
export function textsIn(folder, ending = "") {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !/[\\/](?:node_modules|dist)[\\/]/.test(path))
    .map((path) => [path, readFileSync(path, "utf8")]);
}
