/** What a consumer of the package compiles, with any of the compilers that emitted packages must please. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Outcome {
  readonly code: number;
  readonly output: string;
}

function run(tsc: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}

let folder = "";

beforeAll(async () => {
  // Inside the workspace, so that packages are found as a consumer finds them.
  folder = await mkdtemp(join(root, "test", "package", ".consumer-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function compileConsumer(
  tsc: string,
  source: string,
  resolution: "nodenext" | "bundler",
): Promise<Outcome> {
  const module = resolution === "bundler" ? "esnext" : "nodenext";
  const file = join(
    folder,
    `consumer-${module}-${Math.abs(hash(tsc + source))}.mts`,
  );
  await writeFile(file, source);
  return run(tsc, [
    ...["--noEmit", "--strict", "--exactOptionalPropertyTypes"],
    ...["--noUncheckedIndexedAccess", "--verbatimModuleSyntax"],
    ...["--target", "es2023", "--lib", "es2023,esnext.disposable"],
    ...["--types", "node", "--module", module],
    ...["--moduleResolution", resolution, "--ignoreConfig"].slice(
      0,
      tsc.includes("5.9") ? 2 : 3,
    ),
    file,
  ]);
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) {
    value = (value * 31 + (character.codePointAt(0) ?? 0)) | 0;
  }
  return value;
}

const works = `
import { isListeningSocket, isWskError, register } from "@captable/wsk";
import type { AnySocket, BasicSocket, ListeningSocket, WskClient } from "@captable/wsk";
export async function accept(socket: AnySocket): Promise<number> {
  if (!isListeningSocket(socket)) return 0;
  await using accepted = await socket.accept();
  return accepted.send(new Uint8Array(1));
}
export const entry: typeof register = register;
export function explain(error: unknown): string {
  if (!isWskError(error)) return "unknown";
  if (isWskError(error, "STATUS_CANCELLED")) return "cancelled";
  return error.status;
}
export async function create(client: WskClient): Promise<ListeningSocket> {
  const basic: BasicSocket & { readonly category: "basic" } = await client.socket();
  await basic.closeSocket();
  return client.socket("listening", {
    handlers: {
      acceptEvent: ({ acceptSocket }) =>
        acceptSocket === undefined ? "STATUS_REQUEST_NOT_ACCEPTED" : "STATUS_SUCCESS",
    },
  });
}
`;

/** A program that puts a provider to the test. */
const tests = (provider: string): string => `
import type { WskProvider } from "@captable/wsk";
import { conformance, type RunResult, type Subject } from "@captable/wsk/conformance";
declare const provider: WskProvider;
const subject: Subject = { open: () => ({ provider: ${provider} }) };
export const result: Promise<RunResult> = conformance({ provider: subject, seed: 1 });
`;

const fails = `
import type { ListeningSocket } from "@captable/wsk";
export function send(socket: ListeningSocket): unknown {
  return socket.send(new Uint8Array(1));
}
`;

/** The tests of one compiler, by the name that it is installed under. */
export function compilesConsumers(compiler: string): void {
  const tsc = join(root, "node_modules", compiler, "bin", "tsc");

  it("compiles the package, and all that must not compile does not", async () => {
    const config = join(root, "generated", "wsk", "conformance");
    const { code, output } = await run(tsc, ["-p", config]);
    expect(output).toBe("");
    expect(code).toBe(0);
  });

  it.each(["nodenext", "bundler"] as const)(
    "compiles a consumer of the built package (%s)",
    async (resolution) => {
      const good = await compileConsumer(tsc, works, resolution);
      expect(good.output).toBe("");
      const bad = await compileConsumer(tsc, fails, resolution);
      expect(bad.output).toMatch(
        /error TS2339: Property 'send' does not exist on type 'ListeningSocket'/,
      );
    },
  );

  it("compiles what puts a provider to the test, and nothing else", async () => {
    const good = await compileConsumer(tsc, tests("provider"), "nodenext");
    expect(good.output).toBe("");
    const bad = await compileConsumer(tsc, tests("{}"), "nodenext");
    expect(bad.output).toMatch(/error TS\d+: .*WskProvider/s);
  });
}
