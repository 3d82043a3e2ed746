/** Groups of tests that follow each other, and differ in the category or in the function alone. @module */
import {
  type Cases,
  type Group,
  headOf,
  isAlike,
  isOfOneKind,
} from "./plan-group.ts";
import {
  ANY,
  type Case,
  isList,
  type Name,
  named,
  type WholeRow,
} from "./plan-row.ts";

/** A group as one of a run: what it is of, and the rest of what it is. */
interface Member {
  readonly name: string;
  readonly clause: string | null;
  /** The id before the name. */
  readonly head: string;
  readonly cases: readonly Case[];
}

/** How groups may differ. */
interface Way {
  memberOf(group: Group): Member | undefined;
  fits(first: Group, other: Group): boolean;
  row(first: Group, members: Members): WholeRow;
}

type Members = readonly [Member, ...Member[]];

/** A group, and those after it that may share its row. */
export class Run {
  readonly #first: Group;
  /** All of the run, once there are several. */
  #members: MembersOf | undefined;

  constructor(first: Group) {
    this.#first = first;
  }

  takes(group: Group): boolean {
    if (this.#members !== undefined) return this.#members.take(group);
    for (const way of WAYS) {
      const members = MembersOf.first(this.#first, way);
      if (members?.take(group) !== true) continue;
      this.#members = members;
      return true;
    }
    return false;
  }

  row(): WholeRow {
    return this.#members?.row() ?? this.#first.row();
  }
}

/** Groups that differ in one way. */
class MembersOf {
  readonly #first: Group;
  readonly #way: Way;
  readonly #members: [Member, ...Member[]];
  readonly #names: Set<string>;

  private constructor(group: Group, way: Way, first: Member) {
    this.#first = group;
    this.#way = way;
    this.#members = [first];
    this.#names = new Set([first.name]);
  }

  static first(group: Group, way: Way): MembersOf | undefined {
    const member = way.memberOf(group);
    return member === undefined ? undefined : new MembersOf(group, way, member);
  }

  take(group: Group): boolean {
    if (!this.#way.fits(this.#first, group)) return false;
    const member = this.#way.memberOf(group);
    if (member === undefined || member.head !== this.#members[0].head)
      return false;
    // A row has each name once.
    if (this.#names.has(member.name)) return false;
    this.#names.add(member.name);
    this.#members.push(member);
    return true;
  }

  row(): WholeRow {
    return this.#way.row(this.#first, this.#members);
  }
}

const BY_CATEGORY: Way = {
  memberOf(group) {
    const { category, clause } = group.first;
    return memberOf(group.cases, category, clause);
  },
  fits(first, other) {
    return (
      isOfOneKind(first.first, other.first) &&
      first.first.function === other.first.function &&
      areSame(first.cases?.cases, other.cases?.cases)
    );
  },
  row({ first }, members) {
    const { category: _category, clause: _clause, ...rest } = first;
    const [{ head, cases }] = members;
    const categories = named(members.map(nameOf));
    return cases.length === 1 && cases[0] === null
      ? { ...rest, id: `${head}${ANY}`, categories }
      : { ...rest, id: `${head}${ANY}/${ANY}`, categories, cases };
  },
};

const BY_FUNCTION: Way = {
  memberOf(group) {
    const { function: name, clause, id } = group.first;
    const head = headOf(id);
    const alone = { stem: head.slice(0, -1), cases: [id.slice(head.length)] };
    const isAlone = group.cases?.cases.length === 1;
    return memberOf(isAlone ? alone : group.cases, name, clause);
  },
  fits(first, other) {
    return isAlike(first.first, other.first);
  },
  row({ first }, members) {
    const { function: _function, clause: _clause, ...rest } = first;
    const [{ head, cases }] = members;
    const row = { ...rest, id: `${head}${ANY}/${ANY}` };
    const functions = named(members.map(nameOf));
    if (members.every((one) => areSame(one.cases, cases)))
      return { ...row, functions, cases };
    const byName = Object.fromEntries(
      members.map((one) => [one.name, one.cases] as const),
    );
    return isList(functions)
      ? { ...row, cases: byName }
      : { ...row, functions, cases: byName };
  },
};

const WAYS: readonly Way[] = [BY_CATEGORY, BY_FUNCTION];

function memberOf(
  cases: Cases | undefined,
  name: string | undefined,
  clause: string | undefined,
): Member | undefined {
  if (cases === undefined || name === undefined) return undefined;
  if (!cases.stem.endsWith(name)) return undefined;
  const head = cases.stem.slice(0, cases.stem.length - name.length);
  return { name, clause: clause ?? null, head, cases: cases.cases };
}

function nameOf({ name, clause }: Member): Name {
  return [name, clause];
}

function areSame(
  some: readonly Case[] | undefined,
  others: readonly Case[] | undefined,
): boolean {
  return (
    some?.length === others?.length &&
    some?.every((one, at) => one === others?.[at]) === true
  );
}
