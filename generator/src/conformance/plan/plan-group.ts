/** Tests that follow each other, and whose ids differ in the last part alone. @module */
import { ANY, type Case, type Name, named, type WholeRow } from "./plan-row.ts";
import type { PlannedTest } from "./planned.ts";

/** What several tests have in common. */
export interface Cases {
  /** The id up to the slash before the case. */
  readonly stem: string;
  readonly cases: readonly Case[];
}

/** A test, and those after it that may share its row. */
export class Group {
  readonly first: PlannedTest;
  /** The id up to what differs, with the slash before it. */
  #head: string;
  /** If the tests are each of another function: these. */
  readonly #functions: Name[] = [];
  /** If they are of one thing: the cases. */
  #cases: Case[] = [];

  constructor(first: PlannedTest) {
    this.first = first;
    this.#head = headOf(first.id);
    const end = first.id.slice(this.#head.length);
    if (this.#head !== "" && first.function === end)
      this.#functions.push(nameOf(first, end));
    else this.#cases.push(end);
  }

  /** Takes a test if it may share the row. */
  takes(test: PlannedTest): boolean {
    const end = endBehind(this.#head, test.id);
    if (end === undefined) return this.#beginsCases(test);
    if (this.#functions.length === 0) {
      if (!isSame(test, this.first)) return false;
      this.#cases.push(end);
      return true;
    }
    if (test.function !== end || !isAlike(test, this.first)) return false;
    this.#functions.push(nameOf(test, end));
    return true;
  }

  /** What the tests share, if they are of one thing; a single test is one of itself. */
  get cases(): Cases | undefined {
    if (this.#functions.length > 1) return undefined;
    if (this.#cases.length > 1)
      return { stem: this.#head.slice(0, -1), cases: this.#cases };
    return { stem: this.first.id, cases: [null] };
  }

  row(): WholeRow {
    if (this.#functions.length > 1) {
      const { function: _function, clause: _clause, ...rest } = this.first;
      const functions = named(this.#functions);
      return { ...rest, id: `${this.#head}${ANY}`, functions };
    }
    if (this.#cases.length < 2) return this.first;
    return { ...this.first, id: `${this.#head}${ANY}`, cases: this.#cases };
  }

  /** What a test is of may itself be the first of its cases. */
  #beginsCases(test: PlannedTest): boolean {
    const { id } = this.first;
    if (this.#functions.length + this.#cases.length > 1) return false;
    const end = endBehind(`${id}/`, test.id);
    if (end === undefined || !isSame(test, this.first)) return false;
    this.#head = `${id}/`;
    this.#functions.length = 0;
    this.#cases = [null, end];
    return true;
  }
}

/** The id up to its last part. */
export function headOf(id: string): string {
  return id.slice(0, id.lastIndexOf("/") + 1);
}

/** The last part of an id that begins so. */
function endBehind(head: string, id: string): string | undefined {
  if (head === "" || !id.startsWith(head)) return undefined;
  return id.includes("/", head.length) ? undefined : id.slice(head.length);
}

function nameOf({ clause }: PlannedTest, name: string): Name {
  return [name, clause ?? null];
}

/** Whether two tests are the same but for their ids, their functions and the clauses of these. */
export function isAlike(one: PlannedTest, other: PlannedTest): boolean {
  return one.category === other.category && isOfOneKind(one, other);
}

/** The same, but for the category as well. */
export function isOfOneKind(one: PlannedTest, other: PlannedTest): boolean {
  return (
    one.family === other.family &&
    one.state === other.state &&
    one.event === other.event &&
    one.property === other.property &&
    one.untestable === other.untestable
  );
}

function isSame(one: PlannedTest, other: PlannedTest): boolean {
  return (
    isAlike(one, other) &&
    one.function === other.function &&
    one.clause === other.clause
  );
}
