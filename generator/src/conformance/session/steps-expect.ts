/** Whether what came of a step is what the table expects. @module */
import type { Step } from "../../model/model.ts";
import type { Type } from "../../model/types.ts";
import { Failure } from "../plan/planned.ts";
import type { Outcome, Party } from "./session.ts";
import { argumentOf, resultType } from "./steps-calls.ts";
import { beginning, describe, difference } from "./steps-match.ts";
import {
  type Happened,
  namesIn,
  newcomerOf,
  type Scene,
} from "./steps-scene.ts";
import { resolved, typed } from "./steps-values.ts";
import { until } from "./steps-wait.ts";

/** Compares everything that the step expects with what there is; throws what is different. */
export async function meetExpectation(
  scene: Scene,
  step: Step,
  happened: Happened,
): Promise<void> {
  expectOutcome(step, happened);
  // A provider without a will carries no data.
  if (scene.stage.opened.puppet === undefined) {
    await expectResult(scene, step, happened);
    expectFilled(scene, step, happened);
    expectPayload(scene, step, happened);
  }
  await expectStanding(scene, step, happened);
}

function expectOutcome(
  { expect, begin }: Step,
  { outcome, willFail }: Happened,
): void {
  if (expect?.pending === true) {
    // What a puppet lets fail need not wait for anything. An event has no outcome.
    if (outcome === undefined || willFail) return;
    throw new Failure(
      `expected the call to be under way, found ${inWords(outcome)}`,
    );
  }
  const expected = expect?.error;
  if (expected === undefined) {
    // What comes of a call that is only begun is told where it is awaited.
    if (begin !== undefined || outcome?.kind !== "error") return;
    const { error: cause } = outcome;
    throw new Failure(`expected success, found ${inWords(outcome)}`, { cause });
  }
  if (outcome === undefined) {
    throw new Failure(`expected ${expected}, found no outcome`);
  }
  if (outcome.kind === "error" && outcome.status === expected) return;
  throw new Failure(`expected ${expected}, found ${inWords(outcome)}`);
}

function inWords(outcome: Outcome): string {
  if (outcome.kind === "value") {
    return outcome.value === undefined
      ? "success"
      : `the result ${describe(outcome.value)}`;
  }
  const { status, error } = outcome;
  const message = error instanceof Error ? error.message : describe(error);
  return status === undefined ? message : `${status} (${message})`;
}

async function expectResult(
  scene: Scene,
  step: Step,
  happened: Happened,
): Promise<void> {
  const raw = step.expect?.result;
  if (raw === undefined) return;
  const expected = resolved(raw, namesIn(scene.situation));
  const { observed, outcome, call } = happened;
  if (observed !== undefined) {
    insist(difference(expected, observed.value, "the observation"));
    return;
  }
  if (outcome?.kind !== "value") {
    throw new Failure(`expected a result, found no outcome`);
  }
  const type = call && resultType(call.party.kind, call.row, call.args);
  const { lookup, stage } = scene;
  if (type?.kind === "stream") {
    const items = await collected(outcome.value, stage.limits.must);
    insist(streamDifference(expected, items, type.of, lookup));
    return;
  }
  const value = type === undefined ? expected : typed(type, lookup, expected);
  insist(difference(value, outcome.value, "the result"));
}

/** A stream is a list of its items; one of bytes may also be expected as the bytes themselves. */
function streamDifference(
  expected: unknown,
  items: readonly unknown[],
  type: Type,
  lookup: Scene["lookup"],
): string | undefined {
  if (Array.isArray(expected)) {
    const list = expected.map((item: unknown) => typed(type, lookup, item));
    return difference(list, items, "the result");
  }
  const chunks = items.filter((item) => item instanceof Uint8Array);
  const bytes = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
  return difference(typed(type, lookup, expected), bytes, "the result");
}

/** Everything that a stream brings; it must end within the limit. */
async function collected(stream: unknown, limit: number): Promise<unknown[]> {
  if (!isStream(stream)) {
    throw new Failure(`expected a stream, found ${describe(stream)}`);
  }
  const items: unknown[] = [];
  const all = (async (): Promise<void> => {
    for await (const item of stream) items.push(item);
  })();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Failure("expected the stream to end, found it open"));
    }, limit);
  });
  try {
    await Promise.race([all, late]);
  } finally {
    clearTimeout(timer);
  }
  return items;
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return (
    typeof value === "object" && value !== null && Symbol.asyncIterator in value
  );
}

function expectFilled(scene: Scene, step: Step, { call }: Happened): void {
  const filled = step.expect?.filled;
  if (filled === undefined) return;
  if (call === undefined) throw new Failure("no call could fill a buffer");
  const { row, pending } = call;
  for (const [name, raw] of Object.entries(filled)) {
    const type = row.params.find((param) => param.name === name)?.type;
    const given = resolved(raw, namesIn(scene.situation));
    const expected = type && typed(type, scene.lookup, given);
    if (!(expected instanceof Uint8Array)) {
      throw new Failure(`${row.id} has no buffer ${name}`);
    }
    const found = argumentOf(row, pending.args, name);
    insist(beginning(expected, found, `the beginning of ${name}`));
  }
}

function expectPayload(scene: Scene, step: Step, { payload }: Happened): void {
  const raw = step.expect?.payload;
  if (raw === undefined) return;
  if (payload === undefined) throw new Failure("no event could bring anything");
  const { lookup, situation } = scene;
  const row = lookup.table.events.find(({ name }) => name === payload.event);
  const names = namesIn(situation);
  for (const [name, given] of Object.entries(raw)) {
    const type = row?.payload.find((field) => field.name === name)?.type;
    const value = resolved(given, names);
    const expected = type === undefined ? value : typed(type, lookup, value);
    insist(difference({ [name]: expected }, payload.value, "the payload"));
  }
}

/** The state and the role of who has acted. */
async function expectStanding(
  scene: Scene,
  step: Step,
  { isLate, call, outcome }: Happened,
): Promise<void> {
  const { state, role } = step.expect ?? {};
  if (state === undefined && role === undefined) return;
  const isCreated = step.create !== undefined && outcome?.kind === "value";
  const name = isCreated ? newcomerOf(step) : step.party;
  const party =
    call !== undefined && name === undefined
      ? call.party
      : scene.situation.party(name);
  const isSo = (): boolean =>
    (state === undefined || party.state === state) &&
    (role === undefined || hasRole(party, role));
  if (isLate) await until(isSo, scene.stage.limits.must);
  if (state !== undefined && party.state !== state) {
    throw new Failure(`expected the state ${state}, found ${party.state}`);
  }
  if (role !== undefined && !hasRole(party, role)) {
    const found = party.role ?? "none";
    throw new Failure(`expected the role ${role}, found ${found}`);
  }
}

/** In the role, or of the category of that name. */
function hasRole({ role, kind }: Party, name: string): boolean {
  return role === name || kind.ancestors.includes(name);
}

function insist(problem: string | undefined): void {
  if (problem !== undefined) throw new Failure(problem);
}
