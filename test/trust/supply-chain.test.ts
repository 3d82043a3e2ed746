// What comes with captable, and what comes of it, is what is declared, and nothing else.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT } from "./tables.ts";

/** What runs a program while it is installed. */
const INSTALL_SCRIPTS = ["node_modules/esbuild"];

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface PackageHead {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, object>>;
}

function head(folder: string): PackageHead {
  return JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
}

const lock: { readonly packages: Readonly<Record<string, Locked>> } =
  JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const installed = Object.entries(lock.packages).filter(([path]) =>
  path.includes("node_modules/"),
);
const fromRegistry = installed.filter(([, { link }]) => link !== true);

const pathsOf = (packages: readonly (readonly [string, Locked])[]): string[] =>
  packages.map(([path]) => path);

describe("the lockfile", () => {
  it("has the checksum of every package", () => {
    expect(fromRegistry.length).toBeGreaterThan(100);
    const without = fromRegistry.filter(
      ([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""),
    );
    expect(pathsOf(without)).toEqual([]);
  });

  it("says of no package to fetch it from a place of its own", () => {
    expect(
      pathsOf(fromRegistry.filter(([, it]) => it.resolved !== undefined)),
    ).toEqual([]);
    const links = installed.filter(([, { link }]) => link === true);
    expect(links.length).toBeGreaterThan(3);
    for (const [, { resolved = "" }] of links)
      expect(resolved).toMatch(/^[\w-]+(?:\/[\w-]+)?$/);
  });

  it("runs nothing while installing, but what is known", () => {
    const scripts = installed.filter(([, it]) => it.hasInstallScript === true);
    expect(pathsOf(scripts)).toEqual(INSTALL_SCRIPTS);
  });

  it("has the binaries for every system, not only for the one that wrote it", () => {
    const missing = fromRegistry.flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).filter(
        (name) =>
          lock.packages[`${path}/node_modules/${name}`] === undefined &&
          lock.packages[`node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });
});

/** What a module loads, at once or later; types are not loaded. */
function loadedBy(path: string): readonly string[] {
  const text = readFileSync(path, "utf8");
  const { module } = parseSync(path, text);
  const imports = module.staticImports
    .filter(
      ({ entries }) =>
        entries.length === 0 || entries.some(({ isType }) => !isType),
    )
    .map(({ moduleRequest }) => moduleRequest.value);
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((it) => it.moduleRequest?.value ?? []),
  );
  const dynamic = module.dynamicImports
    .map(({ moduleRequest: { start, end } }) => text.slice(start, end))
    // Others are of what is only known later, such as the configuration.
    .filter((it) => /^["']/.test(it))
    .map((it) => it.slice(1, -1));
  return [...imports, ...exports, ...dynamic];
}

/** The packages that the modules of a folder load. */
function packagesLoadedIn(folder: string): readonly string[] {
  const paths = readdirSync(join(ROOT, folder), {
    recursive: true,
    encoding: "utf8",
  }).filter((path) => /\.(?:ts|js|mjs)$/.test(path));
  expect(paths.length).toBeGreaterThan(20);
  const packages = paths
    .flatMap((path) => loadedBy(join(ROOT, folder, path)))
    .filter((it) => !/^(?:\.|node:)/.test(it))
    .map((it) => /^(?:@[^/]+\/)?[^/]+/.exec(it)?.[0] ?? it);
  return [...new Set(packages)].toSorted();
}

/** The modules that a module loads, it included, and those that these load. */
function reachableFrom(path: string): ReadonlySet<string> {
  const reached = new Set([join(ROOT, path)]);
  for (const module of reached)
    for (const request of loadedBy(module))
      if (request.startsWith(".")) reached.add(join(dirname(module), request));
  return reached;
}

describe("captable", () => {
  it("depends on exactly the packages that it loads", () => {
    const declared = Object.keys(head("generator").dependencies ?? {});
    expect(packagesLoadedIn("generator/src")).toEqual(declared.toSorted());
  });

  it("runs nothing while it is installed", () => {
    const { scripts = {} } = head("generator");
    const hooks = Object.keys(scripts).filter((name) =>
      /install|^prepare/.test(name),
    );
    expect(hooks).toEqual([]);
  });

  it("generates packages that depend on nothing", () => {
    expect(head("generated/wsk").dependencies).toBeUndefined();
  });

  it("generates packages that load nothing but captable, to be tested", () => {
    expect(packagesLoadedIn("generated/wsk/src")).toEqual(["captable"]);
    const entry = join(ROOT, "generated/wsk/src/conformance.ts");
    expect(new Set(loadedBy(entry))).toEqual(new Set(["captable/conformance"]));
    const { peerDependencies, peerDependenciesMeta } = head("generated/wsk");
    expect(peerDependencies).toEqual({ captable: "*" });
    expect(peerDependenciesMeta).toEqual({ captable: { optional: true } });
    // What applications load does not lead there.
    expect(reachableFrom("generated/wsk/src/index.ts")).not.toContain(entry);
    expect(reachableFrom("generated/wsk/src/conformance.ts")).toContain(entry);
  });

  it("is held to one version of the formatter", () => {
    expect(head(".").devDependencies?.["prettier"]).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps: readonly {
          readonly uses?: string;
          readonly run?: string;
        }[];
      }
    >
  >;
}

function workflow(name: string): Workflow {
  const path = join(ROOT, ".github", "workflows", name);
  return parse(readFileSync(path, "utf8"));
}

/** All commands of a workflow, a line each. */
function commandsOf({ jobs }: Workflow): readonly string[] {
  return Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ run }) => run ?? []),
  );
}

describe.each(["ci.yml", "publish.yml"])("the workflow %s", (name) => {
  const subject = workflow(name);

  it("may read, and no more", () => {
    expect(subject.permissions).toEqual({ contents: "read" });
    for (const [job, { permissions = {} }] of Object.entries(subject.jobs))
      for (const [what, access] of Object.entries(permissions))
        if (job === "publish" && what === "id-token")
          expect(access).toBe("write");
        else expect(access).toBe("read");
  });

  it("runs everything, and the audit", () => {
    expect(commandsOf(subject)).toContain("bash .ci/run");
    expect(commandsOf(subject)).toContain("npm audit --audit-level=low");
  });

  it("uses actions of GitHub's own and of this repository alone", () => {
    const uses = Object.values(subject.jobs).flatMap(({ steps }) =>
      steps.flatMap((step) => step.uses ?? []),
    );
    expect(uses.length).toBeGreaterThan(1);
    for (const action of uses)
      expect(action).toMatch(
        /^(?:actions\/[\w-]+@(?:v\d+|[0-9a-f]{40})|\.\/)$/,
      );
  });

  it("puts nothing that others write into a command", () => {
    for (const command of commandsOf(subject))
      expect(command).not.toContain("${{");
  });
});

it("publishing is ready for provenance", () => {
  const { jobs } = workflow("publish.yml");
  expect(jobs["publish"]?.permissions).toEqual({
    contents: "read",
    "id-token": "write",
  });
  expect(commandsOf(workflow("publish.yml")).at(-1)).toMatch(
    /^npm publish --workspace generator --provenance\b/,
  );
});
