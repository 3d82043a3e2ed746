import fc from "fast-check";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FILES } from "../workspace.ts";
import { CachedProject } from "./cached-project.ts";

const PART = "spec/part.yaml";

/** What happens to a project, by a person, a tool or an accident. */
type Step = (project: CachedProject) => unknown;

function writes(path: string, text: string): Step {
  return (it) => it.write(path, text);
}

function removes(path: string): Step {
  return (it) => rmSync(it.path(path), { recursive: true, force: true });
}

/** The records as they were when this step was last taken are put in the place of what they are now. */
function putsBack(): Step {
  const kept = new Map<string, string>();
  return (it) => {
    for (const [path, text] of kept)
      if (existsSync(it.path(path))) writeFileSync(it.path(path), text);
    for (const path of it.records()) kept.set(path, it.read(path));
  };
}

const table = (files: Readonly<Record<string, string>>): Step => {
  return (it) => it.table("a", { files, imports: [PART], warnings: ["w"] });
};

const STEPS: readonly Step[] = [
  ...["generate", "check"].map(
    (command): Step =>
      (it) =>
        it.run([command]),
  ),
  (it) => it.run(["generate", "--force"]),
  (it) => it.run(["generate"], { identify: () => "another program" }),
  table(FILES),
  table({ ...FILES, "src/one.ts": "export const one = 2;\n" }),
  table({ "package.json": FILES["package.json"] ?? "" }),
  (it) => it.table("a", { errors: ["wrong"] }),
  writes(PART, "1"),
  writes(PART, "2"),
  removes(PART),
  writes("out/a/src/one.ts", "export const one = 2;\n"),
  writes("out/a/src/one.ts", FILES["src/one.ts"] ?? ""),
  writes("out/a/src/mine.ts", ""),
  removes("out/a/src/mine.ts"),
  removes("out/a"),
  removes("out/a/captable.manifest.json"),
];

describe("whatever has happened", () => {
  it(
    "a check with records finds what a full one finds",
    { timeout: 120_000 },
    async () => {
      let short = 0;
      const steps = fc.array(fc.nat({ max: STEPS.length }), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(steps, async (history) => {
          const project = new CachedProject({ a: { files: FILES } });
          const last = putsBack();
          await project.run(["generate"]);
          for (const at of history) {
            await (STEPS[at] ?? last)(project);
            if ((await project.compiledBy()) === 0) short += 1;
          }
        }),
        { numRuns: 60 },
      );
      // Otherwise it has shown nothing.
      expect(short).toBeGreaterThan(20);
    },
  );
});
