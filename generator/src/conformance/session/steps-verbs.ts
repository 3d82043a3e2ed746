/** What each verb of a step does. @module */
import type { Step } from "../../model/model.ts";
import { Failure } from "../plan/planned.ts";
import type { Outcome, Party, PendingCall } from "./session.ts";
import {
  entryOf,
  instanceField,
  requiredFunctionOf,
  typedArguments,
  yieldsInstance,
} from "./steps-calls.ts";
import { prepareCall } from "./steps-puppet.ts";
import {
  argsOf,
  enlist,
  type Happened,
  isObject,
  type MadeCall,
  newcomerOf,
  type Scene,
  statusOf,
} from "./steps-scene.ts";

/** `create`: a new party of a category or service. */
export async function create(
  scene: Scene,
  step: Step,
  kindName: string,
): Promise<Happened> {
  const { stage, situation } = scene;
  const outcome = await attempt(async () => {
    const args = argsOf(scene, step);
    const party = await stage.create(kindName, { args });
    enlist(scene, newcomerOf(step), party);
    if (step.as !== undefined) situation.values.set(step.as, party.instance);
    return party.instance;
  });
  return { outcome };
}

/** `call` of an entry function: whoever calls it gets a new instance, as if it had been created. */
function enter(scene: Scene, step: Step, kind: string): Promise<Happened> {
  const { party: _caller, ...rest } = step;
  return create(scene, { as: UNNAMED, ...rest }, kind);
}

/** An instance that no other step names. */
const UNNAMED = "the instance";

/** `reach`: the party is brought into a state. */
export async function reach(
  scene: Scene,
  step: Step,
  state: string,
): Promise<Happened> {
  const { stage, situation } = scene;
  const party = situation.party(step.party);
  const outcome = await attempt(async () => {
    const args = argsOf(scene, step);
    await stage.bring(situation, party, state, args);
    scene.answers.resume();
  });
  if (outcome.kind === "value" && party.state !== state) {
    throw new Failure(`expected the state ${state}, found ${party.state}`);
  }
  return { outcome };
}

/** What fails with a status is an outcome; everything else that is thrown is not the provider's. */
async function attempt(make: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { kind: "value", value: await make() };
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return { kind: "error", error, status, thrown: false };
  }
}

/** `call`: a call is made, now or when an event comes, and awaited unless it is only begun. */
export async function call(
  scene: Scene,
  step: Step,
  key: string,
): Promise<Happened> {
  const { situation, lookup, stage } = scene;
  const party = situation.party(step.party);
  const entered = entryOf(key, lookup)?.produces?.category;
  if (entered !== undefined) return enter(scene, step, entered);
  const row = requiredFunctionOf(party.kind, key, lookup);
  const args = typedArguments(party.kind, row, argsOf(scene, step), lookup);
  const willFail = prepareCall(scene, step, party, row, args);
  if (step.during !== undefined && step.begin !== undefined) {
    const { begin, during } = step;
    scene.answers.meanwhile(step.party, party, during, () => {
      const pending = party.begin(key, args);
      situation.made(party, pending);
      situation.pending.set(begin, pending);
    });
    return {};
  }
  const pending = party.begin(key, args);
  situation.made(party, pending);
  const about = { pending, party, row, args };
  if (step.begin !== undefined) situation.pending.set(step.begin, pending);
  if (step.begin !== undefined || step.expect?.pending === true) {
    if (step.expect?.pending === true) await stage.settle();
    return { call: about, outcome: pending.outcome, willFail };
  }
  return { call: about, outcome: await complete(scene, step, about) };
}

/** Waits for what comes of a call, and keeps it under the name that the step gives it. */
async function complete(
  scene: Scene,
  step: Step,
  { pending, party, row }: MadeCall,
): Promise<Outcome> {
  const { situation } = scene;
  const outcome = await pending.completed();
  situation.last = { party, call: pending, outcome };
  if (outcome.kind === "value" && step.as !== undefined) {
    situation.values.set(step.as, outcome.value);
    if (yieldsInstance(row)) adopt(scene, step, outcome.value);
  }
  return outcome;
}

/** `await`: waits for a call that was begun. */
export async function awaitCall(
  scene: Scene,
  step: Step,
  name: string,
): Promise<Happened> {
  const about = begun(scene, step, name);
  if (step.expect?.pending === true) {
    await scene.stage.settle();
    const { outcome } = about.pending;
    // A puppet has been told beforehand to let it fail.
    const isPuppet = scene.stage.opened.puppet !== undefined;
    const willFail = isPuppet && outcome?.kind === "error";
    return { call: about, outcome, willFail };
  }
  const outcome = await complete(scene, step, about);
  scene.situation.end(name);
  return { call: about, outcome };
}

/** `abort`: aborts the signal of a call that was begun, and may have completed. */
export async function abort(
  scene: Scene,
  step: Step,
  name: string,
): Promise<Happened> {
  const about = begun(scene, step, name);
  about.pending.abort(step.args["reason"]);
  const { error, result } = step.expect ?? {};
  if (error === undefined && result === undefined) {
    return { call: about, isLate: true };
  }
  return { call: about, outcome: await complete(scene, step, about) };
}

/** A call that was begun under that name, and who made it. */
function begun(
  { situation, lookup }: Scene,
  step: Step,
  name: string,
): MadeCall {
  const pending =
    situation.pending.get(name) ??
    (step.abort === undefined ? undefined : situation.ended.get(name));
  if (pending === undefined) {
    const known = [...situation.pending.keys()].join(", ") || "none";
    throw new Failure(`no call ${name} is under way; under way is ${known}`);
  }
  const party = callerOf(pending);
  const row = requiredFunctionOf(party.kind, pending.function, lookup);
  return { pending, party, row, args: {} };

  function callerOf(one: PendingCall): Party {
    return situation.callerOf(one) ?? situation.party(step.party);
  }
}

/** `event`: waits until the party's handler has got it; or lets everything happen, and it has not come. */
export async function event(
  scene: Scene,
  step: Step,
  name: string,
): Promise<Happened> {
  const { situation, answers } = scene;
  const party = situation.party(step.party);
  if (step.expect?.pending === true) return noEvent(scene, party, name);
  deliver(scene, party, name);
  const { payload } = await party.next(name);
  const problem = answers.problemOf(step.party, name);
  if (problem !== undefined) throw problem;
  if (step.as !== undefined) {
    situation.values.set(step.as, payload);
    const row = party.kind.events.find((one) => one.name === name);
    const field = instanceField(row?.payload ?? []);
    if (field !== undefined && isObject(payload)) {
      adopt(scene, step, Reflect.get(payload, field.name));
    }
  }
  return { payload: { event: name, value: payload }, isLate: true };
}

async function noEvent(
  { stage }: Scene,
  party: Party,
  name: string,
): Promise<Happened> {
  await stage.settle();
  if (party.unmet(name) === 0) return {};
  throw new Failure(`expected the event not to come, found that it has`);
}

/** A puppet delivers what is waited for; whether it may is the class's decision. */
function deliver({ stage }: Scene, party: Party, name: string): void {
  const { puppet } = stage.opened;
  if (puppet === undefined) return;
  const before = party.events.length;
  puppet.deliver(party.instance, name);
  if (party.events.length === before) {
    throw new Failure(`the event does not come in the state ${party.state}`);
  }
}

/** Keeps the instance that a step has yielded as a party of that name. */
function adopt(scene: Scene, step: Step, instance: unknown): void {
  if (step.as === undefined || !isObject(instance)) return;
  const party = scene.stage.adopt(instance);
  enlist(scene, step.as, party);
  // A puppet does nothing with the handlers that an event is answered with.
  if (step.event === undefined) return;
  scene.stage.opened.puppet?.attach(instance, party.handlers);
}

/** `observe`: looks at the party from outside. */
export async function observe(
  scene: Scene,
  step: Step,
  name: string,
): Promise<Happened> {
  const { situation, stage } = scene;
  const look = stage.opened.observers?.[name];
  if (look === undefined) {
    throw new Failure(`the provider offers no observer ${name}`);
  }
  const args = argsOf(scene, step);
  const value = await look(situation.party(step.party).instance, args);
  if (step.as !== undefined) situation.values.set(step.as, value);
  return { observed: { value } };
}
