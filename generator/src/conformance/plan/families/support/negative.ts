/** What takes the place of a test whose needs are not claimed: what is missing must be absent, and do no harm. @module */
import type { Category } from "../../../../model/model.ts";
import { lookupOf } from "../../../lookup.ts";
import { accessTo } from "../../../session/forms.ts";
import { functionOf } from "../../../session/maker.ts";
import type { Outcome, Party } from "../../../session/session.ts";
import { routeTo } from "../../../session/route.ts";
import { waysOf } from "../../../session/ways.ts";
import { type Context, Failure, type Need } from "../../planned.ts";
import { attempt, expectSame, expectStatus } from "./expect.ts";
import { atEvent, enable } from "./events.ts";
import { firstLegal, kindsOf, lengthOf } from "./kinds.ts";

/** Shows that what is not claimed is absent, or fails in the documented way without side effects. */
export async function negative(context: Context, missing: Need): Promise<void> {
  switch (missing.kind) {
    case "category":
      return withoutCategory(context, missing.name);
    case "function":
      return withoutFunction(context, missing.name);
    case "property":
      return withoutProperty(context, missing.name, missing.category);
    case "event":
      return withoutEvent(context, missing.name);
    case "report":
      return withoutReport(context, missing.name);
    default:
      throw new Failure(`nothing says how a missing ${missing.kind} shows`);
  }
}

async function withoutCategory(context: Context, name: string): Promise<void> {
  const { table, kit } = context;
  const what = `creating an instance of ${name}, which is not claimed`;
  const route = routeTo(table, name);
  const session = await context.open();
  const last = route?.steps.at(-1);
  if (route?.creator !== undefined && last === undefined) {
    const create = functionOf(kit.exports, route.creator);
    const { error, threw } = attempt(() =>
      create(session.opened.provider, name, {}),
    );
    const outcome: Outcome = threw
      ? { kind: "error", error, status: statusIn(error), thrown: true }
      : { kind: "value", value: undefined };
    expectStatus(outcome, [table.violations.unsupported], what);
    return;
  }
  if (last?.on === undefined) throw new Failure(`nothing yields ${name}`);
  const owner = await session.create(last.on);
  const outcome = await owner
    .begin(last.row.id, { category: name })
    .completed();
  expectStatus(outcome, [table.violations.unsupported], what);
}

function statusIn(error: unknown): string | undefined {
  return typeof error === "object" && error !== null
    ? String(Reflect.get(error, "status"))
    : undefined;
}

/** The first kind whose instances can be made, of those that are claimed and fit. */
function claimedKind(
  { table, claims }: Context,
  fits: (kind: Category) => boolean,
): Category {
  const found = kindsOf(table).find(
    (kind) =>
      fits(kind) &&
      (kind.kind === "service" || claims.categories.includes(kind.name)),
  );
  if (found !== undefined) return found;
  throw new Failure("no category that is claimed could show it");
}

async function withoutFunction(context: Context, id: string): Promise<void> {
  const { table, kit } = context;
  const lookup = lookupOf(table);
  const kind = claimedKind(context, (one) => {
    const row = lookup.functionsOf(one).get(id);
    return (
      row?.support === "optional" && firstLegal(table, one, id) !== undefined
    );
  });
  const legal = firstLegal(table, kind, id);
  const session = await context.open();
  const { self } = await session.reach(
    kind.name,
    legal?.state.name ?? kind.lifecycle.initial,
  );
  const name = lookup.functionsOf(kind).get(id)?.name ?? id;
  const supports = functionOf(kit.exports, "supports");
  expectSame(supports(self.instance, name), false, `supports ${name}`);
  await expectUnsupported(table.violations.unsupported, self, id, {}, name);
}

async function withoutProperty(
  context: Context,
  name: string,
  category: string,
): Promise<void> {
  const { table } = context;
  const lookup = lookupOf(table);
  const kind = lookup.kind(category);
  const property = kind.properties.find((one) => one.name === name);
  const session = await context.open();
  for (const access of ["get", "set", "run"] as const) {
    const rights = property?.[access];
    const to = property && accessTo(kind, property, access, lookup);
    if (rights === undefined || to === undefined) continue;
    const [own] = rights.states.get(kind.name) ?? [];
    const state = own ?? firstLegal(table, kind, to.row.id)?.state.name;
    if (state === undefined) continue;
    const { self } = await session.reach(kind.name, state);
    const args = { request: to.access.name, name };
    const what = `to ${access} ${name}`;
    const { unsupported } = table.violations;
    await expectUnsupported(unsupported, self, to.row.id, args, what);
  }
}

async function expectUnsupported(
  status: string,
  self: Party,
  call: string,
  args: Readonly<Record<string, unknown>>,
  what: string,
): Promise<void> {
  const { state, role } = self;
  const outcome = await self.begin(call, args).completed();
  expectStatus(outcome, [status], `${what}, which is not claimed`);
  expectSame(self.state, state, `the state after ${what}`);
  expectSame(self.role, role, `the role after ${what}`);
}

async function withoutEvent(context: Context, name: string): Promise<void> {
  const kind = claimedKind(context, (one) =>
    one.events.some((event) => event.name === name),
  );
  const session = await context.open();
  const self = await atEvent(context, session, kind, name);
  await enable(context, self, name, true);
  await session.settle();
  const came = self.events.filter((one) => one.event === name).length;
  expectSame(came, 0, `how often ${name} came, which is said never to come`);
}

async function withoutReport(context: Context, name: string): Promise<void> {
  const kind = claimedKind(context, (one) =>
    one.lifecycle.reports.some((report) => report.name === name),
  );
  const report = kind.lifecycle.reports.find((one) => one.name === name);
  const ways = waysOf(context.table, kind);
  const from = [...(report?.moves.keys() ?? [])]
    .filter((state) => ways.get(state)?.unfinished === false)
    .sort((a, b) => lengthOf(ways, a) - lengthOf(ways, b))[0];
  const session = await context.open();
  const { self } = await session.reach(
    kind.name,
    from ?? kind.lifecycle.initial,
  );
  await session.settle();
  expectSame(
    self.state,
    from ?? kind.lifecycle.initial,
    `the state, although ${name} is said never to be reported`,
  );
}
