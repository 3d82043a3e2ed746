/** Makes a subject of what a provider's author exports. @module */
import type { Opened, Subject } from "../subject.ts";
import { SetupError } from "./setup-error.ts";

type Exports = Readonly<Record<string, unknown>>;

const MEMBERS: ReadonlySet<string> = new Set([
  "name",
  "open",
  "claims",
  "expectedFailures",
]);

/**
 * The subject of a module: its names `open`, `claims`, `expectedFailures`; or its default; or a provider, or a function
 * that makes one, as `provider` or default.
 */
export function subjectOf(module: Exports, shown: string): Subject {
  if (typeof module["open"] === "function")
    return named(module, module["open"]);
  const { default: main } = module;
  if (isSubject(main)) return main;
  const provider = module["provider"] ?? main;
  if (typeof provider !== "object" && typeof provider !== "function")
    throw new SetupError(
      `${shown} exports no provider: export \`provider\`, a function that makes one as default, or \`open\``,
    );
  return named(module, async () => ({ provider: await make(provider, shown) }));
}

/** Read when it is asked for: what a module exports may change, and that is a finding. */
function named(module: Exports, open: unknown): Subject {
  const subject: object = {
    name: module["name"],
    open,
    get claims() {
      return module["claims"];
    },
    get expectedFailures() {
      return module["expectedFailures"];
    },
  };
  if (isSubject(subject)) return subject;
  throw new SetupError("open is not a function");
}

/** A provider may have a function `open` too, but not nothing else than a subject has. */
function isSubject(value: unknown): value is Subject {
  return (
    typeof value === "object" &&
    value !== null &&
    "open" in value &&
    typeof value.open === "function" &&
    Object.keys(value).every((key) => MEMBERS.has(key))
  );
}

async function make(provider: unknown, shown: string): Promise<object> {
  if (typeof provider !== "function") return providerOf(provider, shown);
  if (/^class\b/.test(Function.prototype.toString.call(provider)))
    throw new SetupError(
      `${shown} exports a class: export an instance, or a function that makes one`,
    );
  const made: unknown = await Reflect.apply(provider, undefined, []);
  return providerOf(made, shown);
}

function providerOf(value: unknown, shown: string): object {
  if (typeof value === "object" && value !== null) return value;
  throw new SetupError(`${shown}: a provider is an object, this is ${value}`);
}

/** What has been opened, with another provider in its place. */
export function withProvider(opened: Opened, provider: object): Opened {
  const { reports, observers, puppet } = opened;
  return {
    provider,
    ...(reports === undefined ? {} : { reports }),
    ...(observers === undefined ? {} : { observers }),
    ...(puppet === undefined ? {} : { puppet }),
    ...(opened.settle === undefined
      ? {}
      : { settle: async () => opened.settle?.() }),
    ...(opened.close === undefined
      ? {}
      : { close: async () => opened.close?.() }),
  };
}
