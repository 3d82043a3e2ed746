/** What the handlers of parties answer, known before an event may come. @module */
import type { EventRow, Field, Reply, Step } from "../../model/model.ts";
import type { Lookup } from "../lookup.ts";
import type { Party } from "./session.ts";
import { type LiveSituation, SELF } from "./situation.ts";
import type { Stage } from "./stage.ts";
import { instanceField } from "./steps-calls.ts";
import { isObject, namesIn } from "./steps-scene.ts";
import { resolved, typed } from "./steps-values.ts";
import { isRecord } from "./values/record.ts";

/** The `event` steps of one party for one event that no event has met yet, in order. */
interface Script {
  readonly event: EventRow;
  readonly steps: Step[];
  /** What the handler does before it answers, each once. */
  readonly meanwhile: (() => void)[];
}

/** The parties whose handlers have been told what to answer if no step says it. */
const prepared = new WeakSet<Party>();

/**
 * An event is answered as the next `event` step of its party says, whenever it comes. Without such a step it is answered
 * with what counts if a handler throws, which commits the application to nothing.
 */
export class Answers {
  readonly #stage: Stage;
  readonly #lookup: Lookup;
  readonly #situation: LiveSituation;
  readonly #scripts: Map<string, Map<string, Script>> = new Map();
  readonly #problems: Map<string, unknown> = new Map();

  constructor(
    stage: Stage,
    lookup: Lookup,
    situation: LiveSituation,
    steps: readonly Step[],
  ) {
    this.#stage = stage;
    this.#lookup = lookup;
    this.#situation = situation;
    for (const step of steps) this.#add(step);
    for (const [name, party] of situation.parties) this.prepare(name, party);
    if (situation.hasSelf) this.#script(SELF, situation.self);
  }

  /** Tells the handlers of a party what to answer. */
  prepare(name: string, party: Party): void {
    if (!prepared.has(party)) {
      for (const event of party.kind.events) {
        party.answer(event.name, standing(event));
      }
    }
    prepared.add(party);
    this.#script(name, party);
  }

  /** Tells the handlers of whoever is there again, after other steps have been acted out meanwhile. */
  resume(): void {
    for (const name of this.#scripts.keys()) {
      const party = isThere(this.#situation, name);
      if (party !== undefined) this.#script(name, party);
    }
  }

  /** Lets a party's handler do something when the event comes next, before it answers. */
  meanwhile(
    name: string = SELF,
    party: Party,
    eventName: string,
    act: () => void,
  ): void {
    this.#scriptOf(name, eventName)?.meanwhile.push(act);
    this.#script(name, party);
  }

  #script(name: string, party: Party): void {
    for (const [event, script] of this.#scripts.get(name) ?? []) {
      party.answer(event, (payload: unknown) =>
        this.#reply(name, script, payload),
      );
    }
  }

  /** Why an event of the party could not be answered as a step says, if that is so. */
  problemOf(party: string = SELF, event: string): unknown {
    return this.#problems.get(`${party}.${event}`);
  }

  #add(step: Step): void {
    const { party = SELF, event: name, expect } = step;
    // It is not to come; if it does all the same, the next step answers it.
    if (expect?.pending === true || name === undefined) return;
    this.#scriptOf(party, name)?.steps.push(step);
  }

  /** The script of that party and event, which may be new. */
  #scriptOf(party: string, name: string): Script | undefined {
    const event = this.#lookup.table.events.find((one) => one.name === name);
    if (event === undefined) return undefined;
    const scripts = this.#scripts.get(party) ?? new Map<string, Script>();
    const script = scripts.get(name) ?? { event, steps: [], meanwhile: [] };
    this.#scripts.set(party, scripts.set(name, script));
    return script;
  }

  #reply(
    name: string,
    { event, steps, meanwhile }: Script,
    payload: unknown,
  ): unknown {
    meanwhile.shift()?.();
    const step = steps.shift();
    if (step === undefined) return standing(event);
    try {
      return this.#replyOf(event, step, payload);
    } catch (problem) {
      this.#problems.set(`${name}.${event.name}`, problem);
      return standing(event);
    }
  }

  /** As the step says, else the first reply that needs no fields. */
  #replyOf(event: EventRow, step: Step, payload: unknown): unknown {
    const raw = resolved(step.reply, namesIn(this.#situation));
    const name = isRecord(raw) ? raw["reply"] : raw;
    const reply =
      name === undefined
        ? event.replies.find(isBare)
        : event.replies.find((one) => one.name === name);
    if (reply === undefined) return raw ?? standing(event);
    const given = isRecord(raw) ? raw : {};
    const fields = this.#fieldsOf(reply, given, () =>
      this.#handlersFor(event, step, payload),
    );
    return fields.length === 0 && !isRecord(raw)
      ? reply.name
      : { reply: reply.name, ...Object.fromEntries(fields) };
  }

  #fieldsOf(
    reply: Reply,
    given: Readonly<Record<string, unknown>>,
    handlers: () => unknown,
  ): readonly (readonly [string, unknown])[] {
    const value = ({ name, type }: Field): unknown => {
      if (!Object.hasOwn(given, name)) {
        return type.kind === "handlers" ? handlers() : undefined;
      }
      return typed(type, this.#lookup, given[name]);
    };
    return reply.fields
      .map((field) => [field.name, value(field)] as const)
      .filter(([, one]) => one !== undefined);
  }

  /** The handlers of the instance that the event brings, if steps wait for events of it. */
  #handlersFor(event: EventRow, step: Step, payload: unknown): unknown {
    const field = instanceField(event.payload);
    if (step.as === undefined || field === undefined) return undefined;
    if (!this.#scripts.has(step.as) || !isObject(payload)) return undefined;
    const instance: unknown = Reflect.get(payload, field.name);
    if (!isObject(instance)) return undefined;
    const party = this.#stage.adopt(instance);
    this.prepare(step.as, party);
    return party.handlers;
  }
}

function isThere(situation: LiveSituation, name: string): Party | undefined {
  const party = situation.parties.get(name);
  if (party !== undefined || name !== SELF) return party;
  return situation.hasSelf ? situation.self : undefined;
}

/** What counts if a handler throws, else the first reply without fields. */
function standing(event: EventRow): unknown {
  const thrown = event.replies.find(({ name }) => name === event.onThrow);
  const bare = [thrown, ...event.replies].find(
    (reply) => reply !== undefined && isBare(reply),
  );
  return bare?.name ?? { reply: event.onThrow };
}

function isBare(reply: Reply): boolean {
  return reply.fields.every((field) => field.optional);
}
