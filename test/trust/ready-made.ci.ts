// Every snippet of docs/ci.md, in the repository of somebody who uses captable.
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { find } from "../examples/tools.ts";
import { Project, type Outcome } from "./project.ts";
import { ROOT } from "./tables.ts";

const page = readFileSync(join(ROOT, "docs", "ci.md"), "utf8");

/** The snippets of the page, by the file that each of them belongs in. */
const snippets = new Map(
  [...page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, file = "", text = ""]) => [file, text] as const,
  ),
);

function snippet(file: string): string {
  const text = snippets.get(file);
  if (text === undefined) throw new Error(`no snippet is for ${file}`);
  return text;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly steps: readonly Step[];
}

interface Hook {
  readonly description?: string;
  readonly pass_filenames: boolean;
}

const project = new Project();
beforeAll(() => project.setUp(), 300_000);
afterEach(() => project.reset());
afterAll(() => project.remove());

/** Runs commands on the package as it was committed, and after its table has been changed. */
function expectVerdicts(commands: string): void {
  const fresh = project.run(commands);
  expect(fresh.output).toMatch(/generated\/lamp {2}fresh/);
  expect(fresh.code).toBe(0);
  project.makeStale();
  const stale = project.run(commands);
  expect(stale.output).toContain("changed  generated/lamp/");
  expect(stale.output).toContain("captable generate");
  expect(stale.code).toBe(1);
}

/** Commits a fresh package, which works, and a stale one, which does not. */
function expectCommits(): void {
  const before = project.head();
  project.write("notes.md", "fresh\n");
  project.must("git add . && git commit -m fresh");
  const fresh = project.head();
  expect(fresh).not.toBe(before);
  project.makeStale();
  const { code, output } = project.run("git add . && git commit -m stale");
  expect(output).toContain("changed  generated/lamp/");
  expect(code).toBe(1);
  expect(project.head()).toBe(fresh);
  project.must("npx --no-install captable generate");
  project.must("git add . && git commit -m mended");
  expect(project.head()).not.toBe(fresh);
}

/** The commands of the steps, and the actions that are not ours to run. */
function stepsOf({ steps }: Job): { commands: string; actions: string[] } {
  return {
    commands: steps.flatMap(({ run }) => run ?? []).join("\n"),
    actions: steps.flatMap(({ uses }) => uses ?? []),
  };
}

describe("CI", () => {
  it("GitHub's job", { timeout: 120_000 }, () => {
    const workflow: { readonly jobs: { readonly check: Job } } = parse(
      snippet(".github/workflows/captable.yml"),
    );
    const { commands, actions } = stepsOf(workflow.jobs.check);
    expect(actions).toEqual(["actions/checkout@v4", "actions/setup-node@v4"]);
    expectVerdicts(commands);
    expect(project.run(commands).output).toMatch(
      /^::error file=generated\/lamp\/src\/categories\/plain\.ts,/m,
    );
  });

  it("GitLab's job", { timeout: 120_000 }, () => {
    const { captable }: { captable: { script: readonly string[] } } = parse(
      snippet(".gitlab-ci.yml"),
    );
    expectVerdicts(captable.script.join("\n"));
  });

  it("the action", { timeout: 120_000 }, () => {
    const { runs }: { runs: Job } = parse(
      readFileSync(join(ROOT, "action.yml"), "utf8"),
    );
    expect(runs.steps).toHaveLength(1);
    const [step] = runs.steps;
    expect(step?.env).toEqual({ TABLE: "${{ inputs.table }}" });
    const command = step?.run ?? "";
    expectVerdicts(command);
    const named = (TABLE: string): number | null =>
      project.run(command, project.root, { TABLE }).code;
    expect(named("lamp.yaml")).toBe(1);
    expect(named("lamp.yaml; touch harm")).toBe(2);
    expect(named("$(touch harm)")).toBe(2);
    expect(existsSync(join(project.root, "harm"))).toBe(false);
  });
});

describe("before a commit", { timeout: 120_000 }, () => {
  // Not before: the CI jobs install what the lockfile names, and nothing else.
  beforeAll(() => project.installTools(), 300_000);

  it("husky", () => {
    project.must("npx --no-install husky");
    project.write(".husky/pre-commit", snippet(".husky/pre-commit"));
    expectCommits();
  });

  it("lefthook", () => {
    project.write("lefthook.yml", snippet("lefthook.yml"));
    project.must("npx --no-install lefthook install");
    expectCommits();
  });

  it("plain git", () => {
    const text = snippet(".git/hooks/pre-commit");
    project.write(".git/hooks/pre-commit", text, 0o755);
    expectCommits();
  });

  it("pre-commit", (context) => {
    const tool = find(context, "pre-commit");
    const config = snippet(".pre-commit-config.yaml");
    project.write(".pre-commit-config.yaml", config);
    project.must(`git add . && '${tool}' install`);
    expectCommits();
  });

  it("pre-commit, with the hook of this repository", (context) => {
    const tool = find(context, "pre-commit");
    const file = ".pre-commit-hooks.yaml";
    // As little of this repository as pre-commit has to clone.
    const path = project.publish("captable", {
      [file]: readFileSync(join(ROOT, file), "utf8"),
    });
    const hooks = [{ id: "captable-check" }];
    const repos = [{ repo: path, rev: "v1", hooks }];
    project.write(".pre-commit-config.yaml", JSON.stringify({ repos }));
    project.must(`git add . && '${tool}' install`);
    expectCommits();
  });

  it("the hook of this repository is that of the page", () => {
    const { repos }: { repos: readonly { hooks: readonly Hook[] }[] } = parse(
      snippet(".pre-commit-config.yaml"),
    );
    const hooks = repos.flatMap((it) => it.hooks);
    expect(hooks).toMatchObject([{ pass_filenames: false, always_run: true }]);
    const published: readonly Hook[] = parse(
      readFileSync(join(ROOT, ".pre-commit-hooks.yaml"), "utf8"),
    );
    expect(published.map(({ description: _, ...rest }) => rest)).toEqual(hooks);
  });
});

describe("a clone by a git that ends lines as Windows does", () => {
  /** What the check says in a new clone. */
  function checkClone(attributes: string): Outcome {
    project.write(".gitattributes", attributes);
    project.must("git add . && git commit -qm attributes");
    const clone = join(project.root, "clone");
    project.must("git clone -q -c core.autocrlf=true . clone");
    symlinkSync(
      join(project.root, "node_modules"),
      join(clone, "node_modules"),
    );
    return project.run("npx --no-install captable check", clone);
  }

  it("is fresh, with the attributes of the page", () => {
    const line = "* text=auto eol=lf";
    expect(page).toContain(`\`${line}\` in \`.gitattributes\``);
    const { code, output } = checkClone(`${line}\n`);
    expect(output).toContain("generated/lamp  fresh");
    expect(code).toBe(0);
  });

  it("is fresh if only the table has other line ends", () => {
    const { code } = checkClone("generated/** text eol=lf\n");
    const table = readFileSync(
      join(project.root, "clone", "lamp.yaml"),
      "utf8",
    );
    expect(table).toContain("\r\n");
    expect(code).toBe(0);
  });

  it("is stale without them, and the check says why", () => {
    const { code, output } = checkClone("");
    expect(output).toContain("Only the line endings differ.");
    expect(code).toBe(1);
  });
});

it("has run every snippet of the page", () => {
  expect([...snippets.keys()].toSorted()).toEqual([
    ".git/hooks/pre-commit",
    ".github/workflows/captable.yml",
    ".gitlab-ci.yml",
    ".husky/pre-commit",
    ".pre-commit-config.yaml",
    "lefthook.yml",
  ]);
  expect(page.match(/^```\w/gm)).toHaveLength(snippets.size);
});
