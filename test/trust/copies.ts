/** The Winsock Kernel's table in other folders, and what is generated there. */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, sha256, type Digests } from "./tables.ts";

/** The Winsock Kernel's table and its configuration, in a folder; its texts may be changed on the way. */
export function copyTable(
  root: string,
  change: (text: string) => string = (it) => it,
): void {
  const names = readdirSync(join(ROOT, "spec"), {
    recursive: true,
    encoding: "utf8",
  }).filter((name) => name.endsWith(".yaml"));
  if (names.length < 5) throw new Error("the table is not where it was");
  for (const name of names) {
    const file = join(root, "spec", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, change(readFileSync(join(ROOT, "spec", name), "utf8")));
  }
  const tables = [{ table: "spec/wsk.yaml", output: "generated/wsk" }];
  writeFileSync(join(root, "captable.config.json"), JSON.stringify({ tables }));
}

/** The digest of every generated file of a copy, the manifest's too. */
export function digestsIn(root: string): Digests {
  const folder = join(root, "generated", "wsk");
  const built = /^(?:dist|node_modules)(?:\/|$)|\.tsbuildinfo$/;
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => !built.test(path))
      .filter((path) => statSync(join(folder, path)).isFile())
      .toSorted()
      .map((path) => [path, sha256(readFileSync(join(folder, path)))]),
  );
}
