/** All that is run on a table: captable, its parts, its rivals, and captable again on the Node that a rival needs. @module */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import type { Command } from "../../measure/cold.ts";
import { HERE, type Node, nodeSince } from "../../measure/nodes.ts";
import { install } from "../../rivals/install.ts";
import type { Rival } from "../../rivals/rival.ts";
import { RIVALS } from "../../rivals/rivals.ts";
import { captable, copy, floor, reading, type Workspace } from "./subjects.ts";

export interface Contender {
  readonly name: string;
  /** The version that it runs on. */
  readonly node: string;
  /** Whether it is somebody else's, and given only so much time. */
  readonly rival: boolean;
  readonly command: Command;
}

/** What cannot be measured here, and why. */
export interface Missing {
  readonly name: string;
  readonly why: string;
}

export interface Contenders {
  readonly contenders: readonly Contender[];
  readonly missing: readonly Missing[];
}

/** What every other program is compared with, on the Node that it runs on. */
export const YARDSTICK = "generate";

/** The name of a contender among all that run: the same program may run on several versions of Node. */
export function keyOf({
  name,
  node,
}: Pick<Contender, "name" | "node">): string {
  return `${name} on Node ${node}`;
}

/** All programs whose names have a text in them; captable comes first, for the others need what it writes. */
export function contendersOn(place: Workspace, only: string): Contenders {
  const rivals = RIVALS.filter(({ name }) => name.includes(only)).map((it) =>
    rivalOn(it, place),
  );
  const found = rivals.filter((it) => "command" in it);
  const others = new Set(found.map(({ node }) => node));
  others.delete(HERE.version);
  return {
    contenders: [
      ...ours(place),
      ...[...others].map((version) => yardstickOn(version, place)),
      ...found,
    ],
    missing: rivals.filter((it) => "why" in it),
  };
}

function ours(place: Workspace): readonly Contender[] {
  const { table, output, folder, large } = place;
  const unchanged = { large, unchanged: true };
  const commands: Readonly<Record<string, Command>> = {
    [YARDSTICK]: captable("generate", table, output, { large }),
    check: captable("check", table, output, { large }),
    "generate, unchanged": captable("generate", table, output, unchanged),
    "check, unchanged": captable("check", table, output, unchanged),
    floor: floor(folder, output),
    "finished files, copied": copy(place),
    "YAML, full parser": reading("yaml", table),
    "YAML, quick reader": reading("quick", table),
  };
  return Object.entries(commands).map(([name, command]) => ({
    name,
    node: HERE.version,
    rival: false,
    command,
  }));
}

function yardstickOn(version: string, place: Workspace): Contender {
  const node = nodeSince(Number(version.split(".")[0]));
  if (node === undefined) throw new Error(`Node ${version} has gone`);
  // Elsewhere: the floor and `check` look at the package of the first.
  const output = `${place.folder}-node-${version}`;
  const options = { node: node.path, large: place.large };
  return {
    name: YARDSTICK,
    node: version,
    rival: false,
    command: captable("generate", place.table, output, options),
  };
}

function rivalOn(rival: Rival, place: Workspace): Contender | Missing {
  const { name } = rival;
  const node = rival.node === undefined ? HERE : nodeSince(rival.node);
  if (node === undefined)
    return { name, why: `Node ${rival.node} cannot be installed` };
  const folder = install(rival);
  if (folder === undefined) return { name, why: "it cannot be installed" };
  const command = commandOf(rival, place, { folder, node });
  return { name, node: node.version, rival: true, command };
}

interface Installed {
  readonly folder: string;
  readonly node: Node;
}

/** Input and output are below the folder that the rival is in: some find their own packages from there. */
function commandOf(
  rival: Rival,
  { size, categories }: Workspace,
  { folder, node }: Installed,
): Command {
  const place = join(folder, String(size.categories));
  const input = join(place, rival.input.name);
  const output = join(place, rival.output);
  writeInput(input, rival.input.text(categories));
  const run = { input, output, folder, node: node.path };
  return {
    args: [join(folder, rival.program), ...rival.args(run)],
    cwd: folder,
    node: node.path,
    writes: output,
    prepare: () => {
      rmSync(output, { recursive: true, force: true });
      if (extname(output) === "") mkdirSync(output);
    },
  };
}

function writeInput(
  path: string,
  text: string | ReadonlyMap<string, string>,
): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof text === "string") {
    writeFileSync(path, text);
    return;
  }
  mkdirSync(path, { recursive: true });
  for (const [name, content] of text) writeFileSync(join(path, name), content);
}
