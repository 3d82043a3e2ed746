/** An emitted package as far as the runner looks at it, with tests that are as small as can be. */
import { pathToFileURL } from "node:url";
import type {
  FamilyName,
  Need,
  PlannedTest,
} from "../../src/conformance/plan/planned.ts";
import type { ConformanceOptions } from "../../src/conformance/run/options.ts";
import type { RunResult, Verdict } from "../../src/conformance/run/verdict.ts";
// As built: the children of a run are processes of node, which does not read TypeScript everywhere.
import { run } from "../../dist/conformance/run/run.js";
import { TemporaryFolder } from "../temporary-folder.ts";

/** A test, and what the provider is told to do in it. */
export interface FakeTest extends Omit<PlannedTest, "family"> {
  /** Default: what the id begins with. */
  readonly family?: FamilyName;
  readonly act?: string;
  readonly needs?: readonly Need[];
  readonly negative?: string;
}

const FIXTURES = new URL("./fixtures/kit/", import.meta.url);

/** The provider that does as it is told. */
export const PROVIDER: URL = new URL("provider.mjs", FIXTURES);

/** The engine that makes tests of what the table lists. */
export const ENGINE: string = new URL("engine.mjs", FIXTURES).href;

/** A table with a bit of everything that can be claimed. */
export const LAMPS = {
  name: "lamp",
  title: "Lamps",
  object: "Lamp",
  errors: [
    { name: "DARK", code: 1, success: false, doc: "" },
    { name: "OK", code: 0, success: true, doc: "" },
  ],
  types: [],
  functions: [
    {
      id: "dim",
      name: "dim",
      support: "optional",
      errors: [{ status: "DARK", when: "", provoke: [] }],
      params: [
        {
          name: "level",
          type: { kind: "primitive", name: "uint8" },
          limit: { min: 1, max: 100, error: "DARK" },
          samples: [],
        },
        { name: "smooth", type: { kind: "primitive", name: "boolean" } },
      ],
    },
    {
      id: "light",
      name: "light",
      support: "mandatory",
      errors: [],
      params: [],
    },
  ],
  events: [{ name: "flicker" }],
  properties: [
    { name: "colour", categories: ["lamp", "desk"] },
    { name: "power", categories: ["desk"] },
  ],
  categories: [
    category("lamp", { abstract: true }),
    category("desk", {
      lifecycle: { states: [], reports: [{ name: "blown" }] },
    }),
    category("torch"),
  ],
  services: [],
  observers: [{ name: "meter" }],
};

function category(name: string, more: object = {}): object {
  return {
    name,
    abstract: false,
    refined: new Set(),
    functions: [],
    events: [{ name: "flicker" }],
    properties: [],
    lifecycle: { states: [], reports: [] },
    ...more,
  };
}

export class KitFolder extends TemporaryFolder {
  /** A built package whose plan has these tests. */
  constructor(tests: readonly FakeTest[]) {
    super();
    this.json("package.json", {
      name: "lamp",
      version: "1.2.3",
      type: "module",
      exports: { ".": "./dist/index.js" },
    });
    this.write("dist/index.js", "export const lamp = {};\n");
    const withFamilies = tests.map((test) => ({
      family: test.id.split("/")[0],
      ...test,
    }));
    this.json("conformance/table.json", { ...LAMPS, tests: withFamilies });
    this.plan(
      withFamilies.map(({ act: _1, needs: _2, negative: _3, ...test }) => test),
    );
  }

  json(path: string, value: unknown): void {
    this.write(path, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  plan(plan: unknown): void {
    this.json("conformance/conformance.plan.json", plan);
  }

  get where(): { readonly url: string } {
    return { url: pathToFileURL(this.path("dist/conformance.js")).href };
  }

  /** A provider's module of this text. */
  provider(text: string): URL {
    this.write("provider.mjs", text);
    return pathToFileURL(this.path("provider.mjs"));
  }

  run(
    options: Partial<ConformanceOptions> = {},
    today: Date = new Date("2027-01-01"),
  ): Promise<RunResult> {
    return run(
      this.where,
      { provider: PROVIDER, jobs: 2, ...options },
      { engine: ENGINE, today },
    );
  }
}

/** `pass shape/a`, one for each verdict. */
export function kinds({ verdicts }: RunResult): readonly string[] {
  return verdicts.map(({ kind, id }) => `${kind} ${id}`);
}

/** The verdict of an id. */
export function verdictOf({ verdicts }: RunResult, id: string): Verdict {
  const verdict = verdicts.find((it) => it.id === id);
  if (verdict === undefined) throw new Error(`no verdict of ${id}`);
  return verdict;
}
