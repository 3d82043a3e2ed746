/** Faults of properties: accesses that are missing, foreign, or legal in the wrong states. @module */
import type {
  Category,
  PropertyRow,
  State,
  Table,
} from "../../../model/model.ts";
import { changeNamed, kindChange } from "../change.ts";
import { type Candidate, concreteKinds, type Operator } from "../mutation.ts";

type AccessKind = "get" | "set" | "run";
const ACCESSES: readonly AccessKind[] = ["get", "set", "run"];

/** One access that a kind offers to one of its properties. */
interface Place {
  readonly kind: Category;
  readonly property: PropertyRow;
  readonly access: AccessKind;
  /** The function that reaches it. */
  readonly accessor: string;
}

function accessorOf(
  kind: Category,
  property: PropertyRow,
  access: AccessKind,
): string | undefined {
  return kind.functions.find(
    (row) =>
      row.support !== "reserved" &&
      row.accesses.some(
        (one) => one.kind === property.kind && one.access === access,
      ),
  )?.id;
}

function* places(table: Table): Iterable<Place> {
  for (const kind of concreteKinds(table)) {
    for (const property of kind.properties) {
      for (const access of ACCESSES) {
        const accessor = accessorOf(kind, property, access);
        if (property[access] === undefined || accessor === undefined) continue;
        yield { kind, property, access, accessor };
      }
    }
  }
}

/** The states in which the accessor is legal, so that the property's own states decide. */
function openStates({ kind, accessor }: Place): readonly State[] {
  return kind.lifecycle.states.filter(
    (state) => !state.terminal && state.calls.has(accessor),
  );
}

/** A command that moves is a call of its own: its states are those of the lifecycle. */
function isCommand({ kind, property }: Place): boolean {
  return kind.lifecycle.states.some(({ calls }) => calls.has(property.name));
}

function candidate(
  place: Place,
  detail: string,
  what: string,
  change: (property: PropertyRow) => PropertyRow,
): Candidate {
  const { kind, property, access } = place;
  return {
    at: `${property.name}:${access}${detail}`,
    kind: kind.name,
    clause: property.clause?.id,
    what: `${access} ${property.name} of ${kind.name}: ${what}`,
    change: kindChange(kind.name, (old) => ({
      ...old,
      properties: changeNamed(old.properties, property.name, change),
    })),
  };
}

function withStates(
  place: Place,
  change: (states: readonly string[]) => readonly string[],
): (property: PropertyRow) => PropertyRow {
  return (property) => {
    const row = property[place.access];
    if (row === undefined) return property;
    const states = row.states.get(place.kind.name) ?? [];
    return {
      ...property,
      [place.access]: {
        ...row,
        states: new Map(row.states).set(place.kind.name, change(states)),
      },
    };
  };
}

/** Only where the property has states of its own, and the accessor itself is legal in the one that is added. */
function* allowed(table: Table): Iterable<Candidate> {
  for (const place of places(table)) {
    const { property, access, kind } = place;
    const states = property[access]?.states.get(kind.name) ?? [];
    if (states.length === 0 || isCommand(place)) continue;
    for (const { name } of openStates(place)) {
      if (states.includes(name)) continue;
      yield candidate(
        place,
        `:${name}`,
        `legal in state ${name}, and must not be`,
        withStates(place, (old) => [...old, name]),
      );
    }
  }
}

/** An empty list would mean: everywhere. So one state at least stays legal. */
function* forbidden(table: Table): Iterable<Candidate> {
  for (const place of places(table)) {
    if (isCommand(place)) continue;
    const { property, access, kind } = place;
    const open = openStates(place).map(({ name }) => name);
    const listed = property[access]?.states.get(kind.name) ?? [];
    const legal = listed.length === 0 ? open : listed;
    const [gone] = legal.filter((name) => open.includes(name));
    if (gone === undefined || legal.length < 2) continue;
    yield candidate(
      place,
      `:${gone}`,
      `refused in state ${gone}, and must be legal`,
      withStates(place, () => legal.filter((name) => name !== gone)),
    );
  }
}

/** Not commands that move: what is left of their place in the lifecycle would be another fault. */
function* dropped(table: Table): Iterable<Candidate> {
  for (const place of places(table)) {
    if (isCommand(place)) continue;
    yield candidate(place, "", "there is none", (property) => {
      const { [place.access]: _gone, ...rest } = property;
      return rest;
    });
  }
}

/** A kind has a property of another one; only where it has the function to reach it. */
function* added(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const property of table.properties) {
      if (kind.properties.some(({ name }) => name === property.name)) continue;
      const reached = ACCESSES.some(
        (access) =>
          property[access] !== undefined &&
          accessorOf(kind, property, access) !== undefined,
      );
      if (!reached) continue;
      yield {
        at: property.name,
        kind: kind.name,
        clause: property.clause?.id,
        what: `${kind.name} has ${property.name}, which belongs to others`,
        change: kindChange(kind.name, (old) => ({
          ...old,
          properties: [...old.properties, property],
        })),
      };
    }
  }
}

/** Any value may be set. Not where any may be set anyway. */
function* unchecked(table: Table): Iterable<Candidate> {
  for (const property of table.properties) {
    for (const access of ["set", "run"] as const) {
      const row = property[access];
      const type = row?.input?.type;
      if (row?.input === undefined || type?.kind !== "primitive") continue;
      if (type.name === "unknown") continue;
      const { input } = row;
      yield {
        at: `${property.name}:${access}`,
        clause: property.clause?.id,
        what: `${access} ${property.name} takes anything`,
        change: {
          by: "table",
          apply: (whole) => ({
            ...whole,
            properties: changeNamed(whole.properties, property.name, (old) => ({
              ...old,
              [access]: {
                ...row,
                input: {
                  ...input,
                  type: { kind: "primitive", name: "unknown" },
                },
              },
            })),
          }),
        },
      };
    }
  }
}

/** Wrong properties. */
export const propertyOperators: readonly Operator[] = [
  { name: "property-allowed", family: "state", candidates: allowed },
  { name: "property-forbidden", family: "state", candidates: forbidden },
  { name: "access-dropped", family: "state", candidates: dropped },
  { name: "property-added", family: "absence", candidates: added },
  { name: "property-unchecked", family: "property", candidates: unchecked },
];
