/** A project in a temporary folder, and captable run in it with a fake core. */
import { join } from "node:path";
import type { Core } from "../../src/cli/core.ts";
import { run } from "../../src/cli/run.ts";
import { realDisk, type Disk } from "../../src/output/disk.ts";
import { TemporaryFolder } from "../temporary-folder.ts";
import { createFakeCore, type FakeTable } from "./fake-core.ts";

/** What a run has left. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run differs from the usual. */
export interface RunOptions {
  /** Relative to the project. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly disk?: Disk;
  /** What tells the program from others: asked for before the core is loaded, and before a record is left. */
  readonly identify?: () => string | undefined;
  readonly load?: () => Promise<Core>;
  readonly ended?: () => Promise<void>;
  /** Told of all that is printed, at once. */
  readonly printed?: (text: string) => void;
}

export class Workspace extends TemporaryFolder {
  readonly core: ReturnType<typeof createFakeCore> = createFakeCore();

  /** A project with these tables; table `a` is `spec/a.yaml`, its package `out/a`. */
  constructor(tables: Readonly<Record<string, FakeTable>> = {}) {
    super();
    const names = Object.keys(tables);
    for (const [name, table] of Object.entries(tables)) this.table(name, table);
    if (names.length > 0) this.config(names.map(placesOf));
  }

  table(name: string, table: FakeTable): void {
    this.write(placesOf(name).table, `${JSON.stringify(table)}\n`);
  }

  config(tables: unknown): void {
    this.write("captable.config.json", JSON.stringify({ tables }));
  }

  /** Runs captable. The clock stands at a second more each time that it is read. */
  async run(
    argv: readonly string[],
    options: RunOptions = {},
    core: Core = this.core,
  ): Promise<Outcome> {
    let stdout = "";
    let stderr = "";
    let seconds = 0;
    const tell = (text: string): string => {
      options.printed?.(text);
      return text;
    };
    const isTTY = options.isTTY === true;
    const code = await run(
      argv,
      {
        cwd: join(this.root, options.cwd ?? "."),
        stdout: { isTTY, write: (text: string) => (stdout += tell(text)) },
        stderr: { isTTY, write: (text: string) => (stderr += tell(text)) },
        env: options.env ?? {},
        disk: options.disk ?? realDisk,
        now: () => (seconds += 1) * 1000,
        ended: options.ended ?? (() => Promise.resolve()),
      },
      options.load ?? (() => Promise.resolve(core)),
      options.identify ?? (() => "this program"),
    );
    return { code, stdout, stderr };
  }
}

function placesOf(name: string): { table: string; output: string } {
  return { table: `spec/${name}.yaml`, output: `out/${name}` };
}

/** Two small files. */
export const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "fake" }\n',
  "src/one.ts": "export const one = 1;\n",
};

/** Where the table `a` and its package are. */
export const PLACES: { readonly table: string; readonly output: string } =
  placesOf("a");

/** A project with the table `a` and no configuration. */
export function bareProject(): Workspace {
  const project = new Workspace();
  project.table("a", { files: FILES });
  return project;
}
