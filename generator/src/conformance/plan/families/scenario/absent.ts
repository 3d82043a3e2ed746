/** What a provider does not claim fails in the documented way, and changes nothing. @module */
import type {
  Access,
  Category,
  FunctionRow,
  PropertyRow,
} from "../../../../model/model.ts";
import { type Lookup, lookupOf } from "../../../lookup.ts";
import type { Party, Session } from "../../../session/session.ts";
import { describe } from "../../../session/steps-match.ts";
import { statusOf } from "../../../session/steps-scene.ts";
import { type Context, Failure } from "../../planned.ts";

/** No instance of the category is made. */
export async function categoryIsAbsent(
  context: Context,
  category: string,
): Promise<void> {
  const { unsupported } = context.table.violations;
  const session = await context.open();
  try {
    await session.create(category);
  } catch (error) {
    if (statusOf(error) === unsupported || hasSeen(session, unsupported))
      return;
    throw new Failure(
      `expected creating ${category}, which is not claimed, to fail with ${unsupported}, found ${describe(error)}`,
      { cause: error },
    );
  }
  throw new Failure(
    `expected creating ${category}, which is not claimed, to fail with ${unsupported}, found an instance`,
  );
}

function hasSeen({ observed }: Session, status: string): boolean {
  return [...observed.values()].some((statuses) => statuses.has(status));
}

/** The function cannot be called on instances of any of the kinds. */
export async function functionIsAbsent(
  context: Context,
  id: string,
  kinds: Iterable<Category>,
): Promise<void> {
  const lookup = lookupOf(context.table);
  for (const kind of kinds) {
    const row = lookup.functionsOf(kind).get(id);
    if (row?.support !== "optional") continue;
    const session = await context.open();
    const party = await legalParty(session, kind, row.id);
    expectUnsupported(context, party, row);
    await expectRefusal(context, party, row.id, {});
  }
}

function expectUnsupported(
  { kit }: Context,
  { instance }: Party,
  row: FunctionRow,
): void {
  const supports: unknown = kit.exports["supports"];
  if (typeof supports !== "function") return;
  const found: unknown = Reflect.apply(supports, undefined, [
    instance,
    row.name,
  ]);
  if (found === false) return;
  throw new Failure(
    `expected supports to deny ${row.name}, which is not claimed, found ${describe(found)}`,
  );
}

/** The property cannot be accessed. */
export async function propertyIsAbsent(
  context: Context,
  name: string,
  category: string,
): Promise<void> {
  const lookup = lookupOf(context.table);
  const kind = lookup.kind(category);
  const property = kind.properties.find((one) => one.name === name);
  const way = property && accessTo(kind, property, lookup);
  if (property === undefined || way === undefined) return;
  const { row, access } = way;
  const [legal] = property[access.access]?.states.get(kind.name) ?? [];
  const session = await context.open();
  const party =
    legal === undefined
      ? await legalParty(session, kind, row.id)
      : (await session.reach(kind.name, legal)).self;
  await expectRefusal(context, party, row.id, { request: access.name, name });
}

const ACCESSES = ["set", "get", "run"] as const;

/** The access that would change most. */
function accessTo(
  kind: Category,
  property: PropertyRow,
  lookup: Lookup,
): { readonly row: FunctionRow; readonly access: Access } | undefined {
  for (const wanted of ACCESSES) {
    if (property[wanted] === undefined) continue;
    for (const row of lookup.functionsOf(kind).values()) {
      const access = row.accesses.find(
        (one) => one.access === wanted && one.kind === property.kind,
      );
      if (access !== undefined) return { row, access };
    }
  }
  return undefined;
}

/** An instance in the first state in which the call is legal. */
export async function legalParty(
  session: Session,
  kind: Category,
  call: string,
): Promise<Party> {
  const state = firstLegal(kind, call);
  const situation = await session.reach(kind.name, state);
  return situation.self;
}

/** The first state of the lifecycle in which the call is legal; the initial one if there is none. */
export function firstLegal({ lifecycle }: Category, call: string): string {
  const { states, initial } = lifecycle;
  const isLegal = (name: string): boolean =>
    states.some((state) => state.name === name && state.calls.has(call));
  if (isLegal(initial)) return initial;
  const open = states.filter(({ terminal }) => !terminal);
  return open.find(({ name }) => isLegal(name))?.name ?? initial;
}

async function expectRefusal(
  { table }: Context,
  party: Party,
  call: string,
  args: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { unsupported } = table.violations;
  const { state, role } = party;
  const outcome = await party.begin(call, args).completed();
  if (outcome.kind === "value" || outcome.status !== unsupported) {
    const found =
      outcome.kind === "value" ? "success" : describe(outcome.error);
    throw new Failure(
      `expected ${call} to fail with ${unsupported}, since it is not claimed, found ${found}`,
    );
  }
  if (party.state === state && party.role === role) return;
  throw new Failure(
    `expected the state ${state} after the refusal of ${call}, found ${party.state}`,
  );
}
