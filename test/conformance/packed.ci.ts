// The conformance kit as npm gets it: in the project of somebody who writes a provider, from packed tarballs.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expandPlan, type PlannedTest } from "captable/conformance";
import { Project } from "../trust/project.ts";
import { ROOT } from "../trust/tables.ts";

const PACKAGES = [
  "generator",
  "generated/wsk",
  "providers/wsk-sockets",
  "providers/wsk-memory",
];

/** What somebody has who writes providers in TypeScript, and tests them; at this project's versions. */
const TOOLS = ["typescript", "@types/node", "vitest"].map(
  (name) => `${name}@${versionOf(name)}`,
);

/** A provider of their own: that of the package, under another name. */
const PROVIDER = `
import subject from "@captable/wsk-memory/conformance";
export const { open, claims } = subject;
export const name = "mine";
`;

/** The same for any runner. */
const TESTS = `
import { conformanceTests } from "@captable/wsk/conformance";
const provider = new URL("./provider.js", import.meta.url);
conformanceTests({ provider, families: ["shape", "role"] }, { describe, it });
`;

const project = new Project();
beforeAll(setUp, 300_000);
afterAll(() => project.remove(), 60_000);

function versionOf(name: string): string {
  const file = join(ROOT, "node_modules", name, "package.json");
  const facts: { readonly version: string } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return facts.version;
}

function setUp(): void {
  const packed = join(project.root, "packed");
  mkdirSync(packed);
  for (const folder of PACKAGES)
    project.must(`npm pack --pack-destination '${packed}'`, join(ROOT, folder));
  project.write(
    "package.json",
    '{ "name": "mine", "private": true, "type": "module" }\n',
  );
  const tarballs = readdirSync(packed).map((file) => `./packed/${file}`);
  project.must(`npm install ${[...tarballs, ...TOOLS].join(" ")}`);
  project.write("provider.js", PROVIDER);
  project.write(
    "mine.test.js",
    `import { describe, it } from "vitest";${TESTS}`,
  );
  project.write(
    "mine.node.js",
    `import { describe, it } from "node:test";${TESTS}`,
  );
}

function plan(): readonly PlannedTest[] {
  const file = "node_modules/@captable/wsk/conformance/conformance.plan.json";
  return expandPlan(JSON.parse(read(file)));
}

function read(path: string): string {
  return readFileSync(join(project.root, path), "utf8");
}

/** How many tests of the plan the files for runners ask for, with the one for the accounts. */
function declared(): number {
  const families = new Set(["shape", "role"]);
  return plan().filter(({ family }) => families.has(family)).length + 1;
}

interface Told {
  readonly ok: boolean;
  readonly provider: string;
  readonly mode: string;
  readonly tests: readonly { readonly id: string; readonly verdict: string }[];
}

describe("the command", { timeout: 300_000 }, () => {
  it.each([
    ["the model", "", "--package @captable/wsk", "model", "raw"],
    ["a provider", "--provider provider.js", "", "mine", "raw"],
    ["a provider", "--provider provider.js", "--checked", "mine", "checked"],
  ])(
    "holds %s to the table (%s %s), and leaves nothing out",
    (_what, provider, more, name, mode) => {
      const report = `reports/${name}-${mode}`;
      const { code, output } = project.run(
        `npx --no-install captable conformance ${provider} ${more} --report ${report}`,
      );
      expect(code, output).toBe(0);
      const result: Told = JSON.parse(read(`${report}/result.json`));
      expect(result).toMatchObject({ ok: true, provider: name, mode });
      expect(result.tests.map(({ id }) => id)).toEqual(
        plan().map(({ id }) => id),
      );
      const junit = read(`${report}/junit.xml`);
      expect(junit.match(/<testcase\b/g)).toHaveLength(plan().length);
      expect(read(`${report}/matrix.md`)).toMatch(/^# Conformance: /);
      expect(read(`${report}/matrix.html`)).toMatch(/^<!doctype html>/i);
    },
  );

  it("ends with 1 if a test fails", () => {
    project.write("liar.js", 'export default { name: "liar" };\n');
    const { code, output } = project.run(
      "npx --no-install captable conformance --provider liar.js --package @captable/wsk --family role",
    );
    expect(output).toMatch(/^FAILED/m);
    expect(code).toBe(1);
  });

  it("ends with 2 if nothing can be tested", () => {
    const { code } = project.run(
      "npx --no-install captable conformance --provider nobody.js",
    );
    expect(code).toBe(2);
    expect(existsSync(join(project.root, "nobody.js"))).toBe(false);
  });
});

describe("the tests for runners", { timeout: 120_000 }, () => {
  it("run in vitest", () => {
    const output = project.must("npx --no-install vitest run mine.test.js");
    expect(plain(output)).toMatch(new RegExp(`Tests +${declared()} passed`));
  });

  it("run in node:test", () => {
    const output = project.must("node --test --test-reporter tap mine.node.js");
    const [, passed] = /^# pass (\d+)$/m.exec(output) ?? [];
    expect(Number(passed)).toBe(declared());
    expect(output).toMatch(/^# fail 0$/m);
  });
});

/** Without colours. */
function plain(text: string): string {
  return text.replace(/\u001b\[[\d;]*m/g, "");
}
