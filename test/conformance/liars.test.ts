// Who claims half and has it, and who claims all and does nothing: the first line of a report tells them apart.
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, emit } from "captable";
import {
  conformance,
  renderMarkdown,
  type Claims,
  type RunResult,
  type Subject,
} from "captable/conformance";
import memory from "@captable/wsk-memory/conformance";
import { buildEmitted } from "../mutants/build.ts";
import { ROOT } from "../trust/tables.ts";
import { failures } from "./providers.ts";
import { without } from "./without.ts";

/** What a report says first. */
function firstLine(result: RunResult): string {
  const [, line = ""] =
    /## Result\n\n(.*)/.exec(renderMarkdown([result])) ?? [];
  return line;
}

/** How much of the tests has failed. */
function failed(result: RunResult): number {
  return failures(result).length / result.verdicts.length;
}

function count({ verdicts }: RunResult, wanted: string): number {
  return verdicts.filter(({ kind }) => kind === wanted).length;
}

/** A host as far as a provider of lockers needs it. */
interface Host {
  fail(name: string, status: string): Error;
}

const opened = (provider: object): Pick<Subject, "open"> => ({
  open: () => ({ provider, settle: () => Promise.resolve() }),
});

function plain(): object {
  let content = "";
  return {
    put: async (value: string) => void (content = value),
    look: async () => content,
    close: async () => {},
  };
}

const honest: Subject = {
  name: "honest",
  ...opened({
    name: "honest",
    plain,
    safe: () => ({ ...plain(), lock: async () => {} }),
  }),
};

const plainOnly: Claims = {
  table: "locker",
  categories: ["plain"],
  functions: [],
  properties: {},
  observers: [],
  limits: {},
  behaviour: "full",
  deviations: [],
};

const lazy: Subject = {
  name: "lazy",
  claims: plainOnly,
  ...opened({
    name: "lazy",
    plain,
    safe: (host: Host) => {
      throw host.fail("safe", "SHUT");
    },
  }),
};

const liar: Subject = {
  name: "liar",
  ...opened({ name: "liar", plain: () => ({}), safe: () => ({}) }),
};

describe("of a small table", { timeout: 60_000 }, () => {
  let built: Awaited<ReturnType<typeof buildEmitted>>;
  beforeAll(async () => {
    const text = readFileSync(
      join(ROOT, "test/conformance/locker.yaml"),
      "utf8",
    );
    const { table, diagnostics } = compile("locker.yaml", () => text);
    if (table === undefined) throw new Error(JSON.stringify(diagnostics));
    const files = emit(table);
    built = await buildEmitted(files, files, ROOT);
  });
  afterAll(() => rm(built.folder, { recursive: true, force: true }));

  // Types are the package's, and no provider's.
  const families = ["guard", "state", "scenario", "walk"];
  const run = (provider: Subject): Promise<RunResult> => {
    const file = join(built.packageRoot, "package.json");
    return conformance(
      { url: pathToFileURL(file).href },
      { provider, families },
    );
  };

  it("who has all of it passes", async () => {
    const result = await run(honest);
    expect(failures(result)).toEqual([]);
    expect(firstLine(result)).toMatch(
      /^honest \(raw\): passed; claimed (\d+)\/\1;/,
    );
  });

  it("who has half of it passes in part", async () => {
    const result = await run(lazy);
    expect(failures(result)).toEqual([]);
    expect(count(result, "negative")).toBeGreaterThan(10);
    expect(firstLine(result)).toMatch(
      /^lazy \(raw\): passed in part; claimed 2\/3; nothing failed, but \d+ of \d+ tests negative/,
    );
  });

  it("who only says so fails", async () => {
    const result = await run(liar);
    expect(failed(result)).toBeGreaterThan(0.5);
    expect(firstLine(result)).toMatch(
      /^liar \(raw\): failed; claimed (\d+)\/\1; \d+ of \d+ tests failed, 0 negative/,
    );
  });
});

describe("of the sockets", { timeout: 120_000 }, () => {
  const missing = ["datagram", "connectionOriented", "stream"] as const;
  const families = ["guard", "absence", "state", "role", "scenario"];
  const { claims } = memory;
  if (claims === undefined) throw new Error("there are no claims");
  const where = {
    url: pathToFileURL(join(ROOT, "generated/wsk/package.json")).href,
  };
  const run = (provider: Subject): Promise<RunResult> =>
    conformance(where, { provider, families });

  it("who has a part of it passes in part", async () => {
    const result = await run({
      name: "lazy",
      claims: {
        ...claims,
        categories: ["basic", "listening"],
        observers: [],
      },
      open: async () => {
        const all = await memory.open();
        return { ...all, provider: without(all.provider, missing) };
      },
    });
    expect(failures(result)).toEqual([]);
    expect(count(result, "negative")).toBeGreaterThan(50);
    expect(firstLine(result)).toMatch(
      /^lazy \(raw\): passed in part; .*nothing failed, but \d+ of \d+ tests negative/,
    );
  });

  it("who only says so fails", async () => {
    const result = await run({
      name: "liar",
      open: () => ({
        provider: { name: "liar", register: () => ({}) },
        settle: () => Promise.resolve(),
      }),
    });
    expect(failed(result)).toBeGreaterThan(0.9);
    expect(firstLine(result)).toMatch(
      /^liar \(raw\): failed; claimed (\d+)\/\1; \d+ of \d+ tests failed, 0 negative/,
    );
  });
});
