/** Whether a step does one thing, and says what goes with it. @module */
import type { Reporter } from "../../diagnostics/reporter.ts";
import * as rules from "../../diagnostics/step-rules.ts";
import type { Span } from "../../syntax/source.ts";
import type { Rows, StepSyntax } from "../../syntax/tree.ts";

/** What a step can do: each is the key of its name. */
const VERBS = [
  "call",
  "report",
  "event",
  "create",
  "reach",
  "await",
  "abort",
  "observe",
] as const;

type Verb = (typeof VERBS)[number] | "begin";

/** With what each other key goes; a call that is only begun has no outcome yet. */
const GOES_WITH = {
  begin: ["begin"],
  during: ["begin"],
  reply: ["event"],
  args: ["call", "begin", "create", "reach", "observe"],
  as: ["call", "await", "event", "observe"],
  result: ["call", "await", "observe"],
  error: ["call", "await", "create"],
  filled: ["call", "await"],
  payload: ["event"],
  pending: ["begin", "await", "event"],
} as const satisfies Readonly<Record<string, readonly Verb[]>>;

/** Reports a step that does nothing or several things, or says what does not go with what it does. */
export function checkForm(reporter: Reporter, step: StepSyntax): boolean {
  const found = VERBS.filter((verb) => step[verb] !== undefined);
  const [act] = found;
  if (found.length > 1 || (act === undefined && step.expect === undefined)) {
    reporter.report(rules.unclearStep, step.span, { found });
    return false;
  }
  const verb = act === "call" && step.begin !== undefined ? "begin" : act;
  let isSound = true;
  for (const key of KEYS) {
    const span = spanOf(key, step);
    if (span === undefined) continue;
    const verbs: readonly Verb[] = GOES_WITH[key];
    if (verb !== undefined && verbs.includes(verb)) continue;
    const about = { key, verb, verbs: shownVerbs(key, verbs) };
    reporter.report(rules.misplacedInStep, span, about);
    isSound = false;
  }
  return isSound;
}

/** A step that begins a call is one with "call". */
function shownVerbs(key: Key, verbs: readonly Verb[]): readonly Verb[] {
  if (key === "begin") return ["call"];
  return verbs.includes("call")
    ? verbs.filter((one) => one !== "begin")
    : verbs;
}

type Key = keyof typeof GOES_WITH;

const KEYS: readonly Key[] = [
  ...(["begin", "during", "reply", "args", "as"] as const),
  ...(["result", "error", "filled", "payload", "pending"] as const),
];

/** Where the key of a step stands, if it is there. */
function spanOf(key: Key, step: StepSyntax): Span | undefined {
  const { expect } = step;
  switch (key) {
    case "args":
      return firstOf(step.args);
    case "begin":
    case "during":
    case "reply":
    case "as":
      return step[key]?.span;
    case "result":
    case "error":
      return expect?.[key]?.span;
    case "filled":
    case "payload":
      return firstOf(expect?.[key]);
    case "pending":
      return expect?.pending && step.span;
  }
}

function firstOf(rows: Rows<unknown> | undefined): Span | undefined {
  return rows?.[0]?.span;
}
