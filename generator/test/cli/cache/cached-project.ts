/** A project in which captable may leave records, and what tells whether a run went by them. */
import { mkdirSync, readdirSync } from "node:fs";
import { expect } from "vitest";
import type { FakeTable } from "../fake-core.ts";
import { FILES, Workspace, type RunOptions } from "../workspace.ts";

const RECORDS = "node_modules/.cache/captable";

export class CachedProject extends Workspace {
  /** Two packages, or those of other tables; nothing has been generated. */
  constructor(
    tables: Readonly<Record<string, FakeTable>> = {
      a: { files: FILES },
      b: { files: { ...FILES, "src/two.ts": "export const two = 2;\n" } },
    },
  ) {
    super(tables);
    mkdirSync(this.path("node_modules"));
  }

  /** The paths of all records. */
  records(): readonly string[] {
    if (!this.has(RECORDS)) return [];
    const names = readdirSync(this.path(RECORDS)).toSorted();
    return names.map((name) => `${RECORDS}/${name}`);
  }

  /** The path of the record of a table. */
  record(table: string): string {
    const own = `/spec/${table}.yaml"`;
    const found = this.records().find((path) => this.read(path).includes(own));
    if (found === undefined) throw new Error(`${table} has no record`);
    return found;
  }

  /** How many tables a check compiles. What it says is what a full run says. */
  async compiledBy(
    command: "check" | "generate" = "check",
    options: RunOptions = {},
  ): Promise<number> {
    const formats = ["json", "github", "sarif"];
    if (command === "check") formats.push("text");
    const before = this.core.compiled.length;
    const short = await this.run([command, "--format", "json"], options);
    const compiled = this.core.compiled.length - before;
    if (command === "check")
      for (const format of formats) {
        const words = [command, "--format", format];
        const full = await this.run([...words, "--no-cache"], options);
        expect(await this.run(words, options)).toEqual(full);
        if (format === "json") expect(short).toEqual(full);
      }
    return compiled;
  }
}

/** A project in which everything is fresh and both packages have records. */
export async function recorded(): Promise<CachedProject> {
  const project = new CachedProject();
  expect((await project.run(["generate"])).code).toBe(0);
  expect(project.records()).toHaveLength(2);
  return project;
}
