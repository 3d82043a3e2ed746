/** Compares the names that a module declares, and the members of its classes, with what is planned. @module */
import type { Program } from "oxc-parser";
import type { CodeOutline, Declaration } from "../outline/outline.ts";
import {
  declarationsIn,
  type Declared,
  type Found,
  wordsFor,
} from "./declarations.ts";

/** What is wrong, and where in the text. */
export interface PlacedFault {
  readonly at: number;
  readonly message: string;
}

/** Every name that is missing, not planned, or planned as something else. */
export function declarationFaults(
  text: string,
  program: Program,
  { declarations }: CodeOutline,
): readonly PlacedFault[] {
  const found = declarationsIn(text, program);
  const planned = declarations.map((it) => ({
    what: wordsFor(it.kind, it.name, it.exported),
    name: it.name,
  }));
  const byWords = new Map(declarations.map((it) => [keyOf(it), it]));
  return [
    ...compare(planned, found, text.length, "the file"),
    ...found.flatMap((it) => {
      const plan = byWords.get(it.what);
      return plan === undefined ? [] : insideFaults(it, plan);
    }),
  ];
}

function keyOf({ kind, name, exported }: Declaration): string {
  return wordsFor(kind, name, exported);
}

function insideFaults(
  found: Declared,
  plan: Declaration,
): readonly PlacedFault[] {
  const { kind, name, at, end, members = [] } = found;
  const isClass = kind === "class" || kind === "abstract class";
  const faults: PlacedFault[] = [];
  if (isClass && found.base !== plan.base) {
    const [is, planned] = [found.base ?? "nothing", plan.base ?? "nothing"];
    const message = `class ${name} extends ${is}, where ${planned} is planned`;
    faults.push({ at, message });
  }
  if (plan.members === undefined) return faults;
  const planned = plan.members.map((what) => ({ what, name: nameIn(what) }));
  // An interface may have a method in several forms.
  const list = isClass ? members : firstOfEach(members);
  return [...faults, ...compare(planned, list, end, `${kind} ${name}`)];
}

function nameIn(member: string): string {
  return member.slice(member.lastIndexOf(" ") + 1);
}

function firstOfEach(members: readonly Found[]): readonly Found[] {
  return [...new Map(members.toReversed().map((it) => [it.what, it])).values()];
}

interface Planned {
  readonly what: string;
  readonly name: string;
}

/** Compares what stands in a file, or in a class, with what is planned there. */
function compare(
  planned: readonly Planned[],
  found: readonly Found[],
  end: number,
  where: string,
): readonly PlacedFault[] {
  const missing = new Map(planned.map((it) => [it.what, it]));
  const seen = new Set<string>();
  const strange: Found[] = [];
  const faults: PlacedFault[] = [];
  for (const it of found) {
    const isPlanned = missing.has(it.what) || seen.has(it.what);
    if (!isPlanned) strange.push(it);
    else if (!it.signature) {
      if (!missing.delete(it.what))
        faults.push({ at: it.at, message: `${it.what} stands there twice` });
      seen.add(it.what);
    }
  }
  for (const { what, name, at } of strange) {
    const meant = [...missing.values()].find((it) => it.name === name);
    if (meant !== undefined) missing.delete(meant.what);
    const planned =
      meant === undefined ? "not planned" : `planned as ${meant.what}`;
    faults.push({ at, message: `${what} in ${where} is ${planned}` });
  }
  for (const { what } of missing.values())
    faults.push({ at: end, message: `${where} ends without ${what}` });
  return faults;
}
