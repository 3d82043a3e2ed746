/** Sockets over functions that a test controls, made by the factory as a provider makes them. */
import { factory, type Factory } from "../../generated/wsk/src/factory.ts";
import type { WskClient } from "../../generated/wsk/src/services/client.ts";
import type { Kinds } from "../../generated/wsk/src/provider.ts";

type Name = "listening" | "datagram" | "connectionOriented" | "stream";

export interface Bench<Kind extends Name> {
  readonly socket: Kinds[Kind]["instance"];
  readonly host: Kinds[Kind]["host"];
  /** The calls that have reached the provider, by name. */
  readonly calls: string[];
}

type Answer = (...args: readonly unknown[]) => unknown;

function recording(
  calls: string[],
  answers: Readonly<Record<string, Answer>>,
): object {
  return new Proxy(
    {},
    {
      get:
        (_target, name) =>
        (...args: readonly unknown[]) => {
          calls.push(String(name));
          return answers[String(name)]?.(...args) ?? Promise.resolve();
        },
    },
  );
}

/** A socket whose functions answer as told; those that are not told resolve to nothing. */
export function bench<Kind extends Name>(
  kind: Kind,
  state: Kinds[Kind]["state"],
  answers: Readonly<Record<string, Answer>> = {},
  handlers: Kinds[Kind]["handlers"] = {},
): Bench<Kind> {
  const calls: string[] = [];
  let given: Kinds[Kind]["host"] | undefined;
  const dispatch = recording(calls, answers);
  const make: Factory = factory;
  const socket = make.create(
    kind,
    state,
    (host) => {
      given = host;
      return dispatch as Kinds[Kind]["dispatch"];
    },
    handlers,
  );
  if (given === undefined) throw new TypeError("the factory gave no host");
  return { socket, host: given, calls };
}

/** A client object whose functions resolve to nothing. */
export function benchClient(): {
  readonly client: WskClient;
  readonly calls: string[];
} {
  const calls: string[] = [];
  const dispatch = recording(calls, {}) as Kinds["client"]["dispatch"];
  const client = factory.create("client", "captured", () => dispatch);
  return { client, calls };
}

/** A promise with its ends in the test's hands. */
export interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

export function deferred(): Deferred {
  let ends: Omit<Deferred, "promise"> | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    ends = { resolve, reject };
  });
  if (ends === undefined) throw new TypeError("no executor ran");
  return { promise, ...ends };
}
