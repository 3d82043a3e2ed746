import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";

const run = promisify(execFile);

/** In milliseconds. A program that does not end by then is ended, before the test is. */
const TIMEOUT = 25_000;

/**
 * What a test cannot do without, and this system does not have or permit.
 * Only outside CI may the test then be left out, and never silently.
 */
export function leaveOut(context: TestContext, lack: string): never {
  const message = `NOT TESTED, for lack of ${lack}: ${context.task.name}`;
  if (process.env["CI"] === "true") throw new Error(message);
  console.warn(message);
  return context.skip(message);
}

/** What a program prints. */
export async function output(
  program: string,
  ...args: readonly string[]
): Promise<string> {
  const { stdout } = await run(program, args, { timeout: TIMEOUT });
  return stdout;
}

async function runs(...command: readonly string[]): Promise<boolean> {
  const [program = "", ...args] = command;
  return output(program, ...args).then(
    () => true,
    () => false,
  );
}

/** What makes a program run in a network of its own, in which this user may do everything. */
const separations: readonly (readonly string[])[] = [
  ["unshare", "--net", "--mount"],
  ["unshare", "--net", "--mount", "--map-root-user"],
];

export interface Place {
  /** Shell commands that prepare a network that has nothing but the loopback interface. */
  readonly network?: readonly string[];
  /** What starts the program instead of the shell. */
  readonly through?: readonly string[];
}

/** Runs a program of the folder `fixtures`, on this Node, in a network of its own. */
export async function elsewhere(
  context: TestContext,
  { network = [], through = [] }: Place,
  program: string,
  ...args: readonly string[]
): Promise<string> {
  const separation = await permitted(context);
  const commands = ["ip link set lo up", ...network, 'exec "$@"'];
  return output(
    ...separation,
    ...["sh", "-ec", commands.join("\n"), "sh", ...through],
    ...here(program, ...args),
  );
}

/** The command that runs a program of the folder `fixtures`, on this Node. */
export function here(
  program: string,
  ...args: readonly string[]
): readonly [string, ...string[]] {
  const file = fileURLToPath(new URL(`fixtures/${program}`, import.meta.url));
  return [process.execPath, file, ...args];
}

async function permitted(
  context: TestContext,
): Promise<readonly [string, ...string[]]> {
  for (const [program = "", ...rest] of separations) {
    const trial = ["sh", "-ec", "ip link set lo up"];
    if (await runs(program, ...rest, ...trial)) return [program, ...rest];
  }
  return leaveOut(context, "network namespaces (Linux, unshare and ip)");
}

/** Leaves the test out where a program is missing. */
export async function need(
  context: TestContext,
  ...command: readonly string[]
): Promise<void> {
  if (!(await runs(...command))) leaveOut(context, command.join(" "));
}
