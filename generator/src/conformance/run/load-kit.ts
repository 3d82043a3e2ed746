/** Loads an emitted package for the tests. @module */
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import type { Kit } from "../kit.ts";
import { mainModule, type LocatedPackage } from "./locate.ts";
import { typeComplaints } from "./type-complaints.ts";

/** Loads the package as built. */
export async function loadKit(located: LocatedPackage): Promise<Kit> {
  const main = mainModule(located);
  let copy: Promise<Kit["exports"]> | undefined;
  let complaints: ReturnType<Kit["typeComplaints"]> | undefined;
  return {
    exports: await importModule(main),
    secondCopy: () => (copy ??= importCopy(located, main)),
    otherRealm: (expression) => {
      const value: unknown = runInNewContext(expression);
      return value;
    },
    typeComplaints: () => (complaints ??= typeComplaints(located.root)),
  };
}

/** Imports a module by its URL. */
export async function importModule(
  url: string,
): Promise<Readonly<Record<string, unknown>>> {
  const module: Readonly<Record<string, unknown>> = await import(
    /* @vite-ignore */ url
  );
  return module;
}

/** An emitted package depends on nothing, so that a copy of what is built works anywhere. */
async function importCopy(
  { root }: LocatedPackage,
  main: string,
): Promise<Kit["exports"]> {
  const folder = await mkdtemp(
    join(await realpath(tmpdir()), "captable-copy-"),
  );
  try {
    const file = fileURLToPath(main);
    const built = dirname(file);
    await cp(join(root, "package.json"), join(folder, "package.json"));
    await cp(built, join(folder, "dist"), { recursive: true });
    const copied = join(folder, "dist", basename(file));
    return await importModule(pathToFileURL(copied).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
