/** The faults that a table has places for. @module */
import type { Table } from "../../model/model.ts";
import type { Candidate, Mutation, Operator } from "./mutation.ts";
import { operators } from "./operators/operators.ts";

export interface MutationOptions {
  /** Every fault. Otherwise one for each operator and category, or a few where they are of the whole package. */
  readonly all?: boolean;
}

/** How many faults of an operator stand for those that have no category. */
const OF_PACKAGE = 3;

/**
 * The deliberate faults for a table, in the order of the operators and of the table. The same table gives the same ones. A
 * large table has thousands of places; those that are chosen lie anywhere among them, so that not everything is tried on the
 * first state of a lifecycle.
 */
export function mutationsOf(
  table: Table,
  options: MutationOptions = {},
): readonly Mutation[] {
  return operators.flatMap((operator) => {
    const all = [...operator.candidates(table)];
    const chosen = options.all ? all : representatives(operator, all);
    return chosen.map((candidate) => mutation(operator, candidate));
  });
}

function mutation(
  { name, family }: Operator,
  { at, kind, clause, what, change }: Candidate,
): Mutation {
  return {
    id: [name, ...(kind === undefined ? [] : [kind]), at].join("/"),
    operator: name,
    family,
    ...(clause !== undefined && { clause }),
    what,
    change,
  };
}

function representatives(
  { name }: Operator,
  all: readonly Candidate[],
): readonly Candidate[] {
  const groups = new Map<string | undefined, Candidate[]>();
  for (const candidate of all) {
    const group = groups.get(candidate.kind);
    if (group === undefined) groups.set(candidate.kind, [candidate]);
    else group.push(candidate);
  }
  const chosen = new Set<Candidate>();
  for (const [kind, group] of groups) {
    const count = kind === undefined ? OF_PACKAGE : 1;
    for (const candidate of spread(`${name}/${kind ?? ""}`, group, count)) {
      chosen.add(candidate);
    }
  }
  return all.filter((candidate) => chosen.has(candidate));
}

/** So many of a list, at equal distances, beginning anywhere. */
function spread<T>(key: string, list: readonly T[], count: number): T[] {
  const start = hash(key);
  const length = Math.min(count, list.length);
  return Array.from({ length }, (_, index) => {
    const step = Math.floor((index * list.length) / length);
    return list[(start + step) % list.length];
  }).filter((one) => one !== undefined);
}

/** A number that depends on the text alone. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) {
    value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value;
}
