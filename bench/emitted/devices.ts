/** Packages of tables of any size, built, and an instance of each of their categories. @module */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { captable, workspace } from "../groups/generator/subjects.ts";
import { measureCold } from "../measure/cold.ts";

/** The package, as far as it is measured. */
interface DeviceModule {
  readonly isDevice0Device: (value: unknown) => boolean;
  readonly isDevice45Device: (value: unknown) => boolean;
  readonly supports: (value: unknown, name: string) => boolean;
  readonly createDevice: (provider: object, category: string) => object;
}

export interface Devices {
  readonly module: DeviceModule;
  /** One of each category, in the order of the table. */
  readonly instances: readonly object[];
}

/** The package of a table with so many categories: chains of inheritance of one to ten of them. */
export async function devices(categories: number): Promise<Devices> {
  const place = workspace({ categories, functions: 20 });
  await measureCold(captable("generate", place.table, place.output));
  const outfile = join(place.folder, "package.mjs");
  await build({
    entryPoints: [join(place.output, "src", "index.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    outfile,
  });
  const module: DeviceModule = await import(pathToFileURL(outfile).href);
  const provider = new Proxy({}, { get: () => () => ({}) });
  const instances = place.categories.map(({ name }) =>
    module.createDevice(provider, name),
  );
  return { module, instances };
}
