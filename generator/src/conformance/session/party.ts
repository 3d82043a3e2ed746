/** An instance that takes part in a test. @module */
import type { Category } from "../../model/model.ts";
import { argumentsOf, type CallContext } from "./arguments.ts";
import { Call, type CallWorld } from "./call.ts";
import { formOf } from "./forms.ts";
import type { Recorder } from "./recorder.ts";
import type { Party, PendingCall, ReceivedEvent } from "./session.ts";
import { within } from "./turns.ts";
import type { ValueSource } from "./values/values.ts";

type Args = Readonly<Record<string, unknown>>;

/** What a party needs to know of its session. */
export interface PartyWorld extends CallWorld {
  readonly source: ValueSource;
  /** Takes note of a call, before it is made. */
  made(party: LiveParty, call: Call, recorder: Recorder | undefined): void;
  /** Handlers for whatever comes. */
  recorder(): Recorder;
}

export class LiveParty implements Party {
  readonly kind: Category;
  readonly instance: object;
  readonly recorder: Recorder;
  /** What `$name` stands for, in the situation that it is part of. */
  values: ReadonlyMap<string, unknown>;
  readonly calls: Call[] = [];
  readonly #world: PartyWorld;

  constructor(
    world: PartyWorld,
    kind: Category,
    instance: object,
    recorder: Recorder,
    values: ReadonlyMap<string, unknown>,
  ) {
    this.#world = world;
    this.kind = kind;
    this.instance = instance;
    this.recorder = recorder;
    this.values = values;
    recorder.instance = instance;
  }

  get state(): string {
    return String(Reflect.get(this.instance, "state"));
  }

  get role(): string | undefined {
    const role: unknown = Reflect.get(this.instance, "role");
    return typeof role === "string" ? role : undefined;
  }

  get handlers(): object {
    return this.recorder.handlers;
  }

  get events(): readonly ReceivedEvent[] {
    return this.recorder.events;
  }

  begin(call: string, args: Args = {}): PendingCall {
    const form = formOf(this.kind, call, this.#world.source.lookup);
    if (form === undefined) {
      throw new TypeError(`${this.kind.name} has no call ${call}`);
    }
    const { controller, signal } = control(args["signal"]);
    let recorder: Recorder | undefined;
    const list = argumentsOf(form, args, {
      ...this.#context(signal),
      handlers: () => {
        recorder = this.#world.recorder();
        return recorder.handlers;
      },
    });
    const { id, name } = form.row;
    return this.#start(id, name, list, { controller, signal }, recorder);
  }

  arguments(call: string, args: Args = {}): unknown[] {
    const form = formOf(this.kind, call, this.#world.source.lookup);
    if (form === undefined) {
      throw new TypeError(`${this.kind.name} has no call ${call}`);
    }
    return argumentsOf(
      form,
      args,
      this.#context(control(args["signal"]).signal),
    );
  }

  invoke(member: string, args: readonly unknown[]): PendingCall {
    const row = this.kind.functions.find((one) => one.name === member);
    return this.#start(row?.id ?? member, member, args, control(undefined));
  }

  answer(event: string, reply: unknown): void {
    this.recorder.answer(event, reply);
  }

  async next(event: string): Promise<ReceivedEvent> {
    const what = (): string => `${event} of ${this.kind.name} has not come`;
    return within(this.#world.must, what, this.recorder.next(event));
  }

  unmet(event: string): number {
    return this.recorder.unmet(event);
  }

  #start(
    id: string,
    member: string,
    args: readonly unknown[],
    { controller, signal }: Control,
    recorder?: Recorder,
  ): PendingCall {
    const { instance } = this;
    const call = new Call(this.#world, instance, id, args, controller, signal);
    this.calls.push(call);
    this.#world.made(this, call, recorder);
    return call.start(() => {
      const method: unknown = Reflect.get(instance, member);
      if (typeof method !== "function") {
        throw new TypeError(`${this.kind.name} has no method ${member}`);
      }
      return Reflect.apply(method, instance, args);
    });
  }

  #context(signal: AbortSignal): CallContext {
    const { lookup } = this.#world.source;
    return {
      kind: this.kind,
      signal,
      lookup,
      values: this.values,
      instance: (kind) => this.#world.source.instance(kind),
      handlers: () => this.#world.recorder().handlers,
    };
  }
}

interface Control {
  readonly controller: AbortController;
  readonly signal: AbortSignal;
}

/** A signal that can be aborted; one that is given is used as it is. */
function control(given: unknown): Control {
  const controller = new AbortController();
  const signal = given instanceof AbortSignal ? given : controller.signal;
  return { controller, signal };
}
