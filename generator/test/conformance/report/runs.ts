/** Results of runs, made by hand: what each kind of provider would come to. */
import type { Claims } from "../../../src/conformance/claims/claims.ts";
import type { ClaimCount } from "../../../src/conformance/claims/counts.ts";
import type { PlannedTest } from "../../../src/conformance/plan/planned.ts";
import type { ExpectedFailure } from "../../../src/conformance/run/expected-failures.ts";
import {
  GOOD,
  type RunResult,
  type Verdict,
} from "../../../src/conformance/run/verdict.ts";

const UNTESTABLE = "The receipt is paper: nobody sees it from here.";

export const PLAN: readonly PlannedTest[] = [
  { id: "shape/till", family: "shape", category: "till" },
  {
    id: "shape/till/open",
    family: "shape",
    category: "till",
    function: "open",
    clause: "TILL-1",
  },
  { id: "guard/till", family: "guard", category: "till" },
  {
    id: "state/till.closed/open",
    family: "state",
    category: "till",
    function: "open",
    state: "closed",
    clause: "TILL-1",
  },
  {
    id: "state/till.open/pay.card",
    family: "state",
    category: "till",
    function: "pay.card",
    state: "open",
    clause: "TILL-2",
  },
  {
    id: "state/scale.idle/weigh",
    family: "state",
    category: "scale",
    function: "weigh",
    state: "idle",
    clause: "SCALE-1",
  },
  {
    id: "property/scale/UNIT",
    family: "property",
    category: "scale",
    property: "UNIT",
  },
  {
    id: "error/pay/NO_PAPER",
    family: "error",
    function: "pay",
    clause: "TILL-3",
    untestable: UNTESTABLE,
  },
  {
    id: "event/scale/settled",
    family: "event",
    category: "scale",
    event: "settled",
    clause: "SCALE-2",
  },
  {
    id: "cancellation/till.pay/pending",
    family: "cancellation",
    category: "till",
    function: "pay",
    clause: "TILL-4",
  },
];

const CLAIMS: Claims = {
  table: "shop",
  categories: ["till", "scale"],
  functions: ["weigh"],
  properties: { UNIT: "native" },
  observers: ["display"],
  limits: {},
  behaviour: "full",
  deviations: [],
};

const ALL: readonly ClaimCount[] = [
  { kind: "category", claimed: 2, total: 2, unclaimed: [] },
  { kind: "function", claimed: 1, total: 1, unclaimed: [] },
  { kind: "property", claimed: 1, total: 1, unclaimed: [] },
  { kind: "event", claimed: 1, total: 1, unclaimed: [] },
  { kind: "report", claimed: 0, total: 0, unclaimed: [] },
  { kind: "error", claimed: 2, total: 2, unclaimed: [] },
  { kind: "observer", claimed: 1, total: 1, unclaimed: [] },
  { kind: "data", claimed: 1, total: 1, unclaimed: [] },
];

/** What a test comes to, by id; a test that is not named passes, or is untestable. */
type Came = Readonly<Record<string, Partial<Verdict>>>;

function verdicts(came: Came): readonly Verdict[] {
  return PLAN.map(({ id, untestable }, index) => ({
    id,
    kind: untestable === undefined ? "pass" : "untestable",
    time: untestable === undefined ? 10 * (index + 1) : 0,
    cpu: untestable === undefined ? index + 1 : 0,
    ...(untestable !== undefined && { message: untestable }),
    ...came[id],
  }));
}

function run(provider: string, changes: Partial<RunResult>): RunResult {
  const result: RunResult = {
    table: { name: "shop", title: "Shop devices" },
    provider,
    mode: "raw",
    isolation: "process",
    claims: CLAIMS,
    claimable: ALL,
    expectedFailures: [],
    command: `captable conformance --provider ./${provider}.js`,
    plan: PLAN,
    verdicts: verdicts({}),
    versions: { captable: "0.1.0", node: "v22.1.0", platform: "linux x64" },
    limits: { must: 2000, mustNot: 50 },
    seed: 7,
    time: 1234,
    cpu: 890,
    ok: true,
    ...changes,
  };
  return {
    ...result,
    ok: changes.ok ?? result.verdicts.every(({ kind }) => GOOD.has(kind)),
  };
}

export const good: RunResult = run("memory", {});

export const goodChecked: RunResult = {
  ...good,
  mode: "checked",
  time: 61_700,
};

const negative = (unclaimed: string): Partial<Verdict> => ({
  kind: "negative",
  unclaimed,
  message: `not claimed: ${unclaimed}`,
});

/** Honest, and claims the half. */
export const lazy: RunResult = run("lazy", {
  claims: {
    ...CLAIMS,
    categories: ["till"],
    functions: [],
    properties: { UNIT: "unsupported" },
    observers: [],
    behaviour: "lifecycle",
    deviations: [
      {
        kind: "event",
        name: "settled",
        reason: "Its scale does not know when it has come to rest.",
      },
    ],
  },
  claimable: [
    { kind: "category", claimed: 1, total: 2, unclaimed: ["category scale"] },
    { kind: "function", claimed: 0, total: 1, unclaimed: ["function weigh"] },
    {
      kind: "property",
      claimed: 0,
      total: 1,
      unclaimed: ["property UNIT of scale"],
    },
    { kind: "event", claimed: 0, total: 1, unclaimed: ["event settled"] },
    { kind: "report", claimed: 0, total: 0, unclaimed: [] },
    { kind: "error", claimed: 2, total: 2, unclaimed: [] },
    {
      kind: "observer",
      claimed: 0,
      total: 1,
      unclaimed: ["observer display"],
    },
    { kind: "data", claimed: 0, total: 1, unclaimed: ["data in calls"] },
  ],
  verdicts: verdicts({
    "state/scale.idle/weigh": negative("category scale"),
    "property/scale/UNIT": negative("property UNIT of scale"),
    "event/scale/settled": negative("event settled"),
    "state/till.open/pay.card": negative("data in calls"),
  }),
});

const failed = (message: string, seed?: number): Partial<Verdict> => ({
  kind: "fail",
  message,
  ...(seed !== undefined && { seed }),
});

/** Claims everything, and does nothing. */
export const liar: RunResult = run("liar", {
  verdicts: verdicts(
    Object.fromEntries(
      PLAN.filter(({ untestable }) => untestable === undefined).map(
        ({ id, clause }) => [
          id,
          failed(
            `Expected that something happens, found nothing.${clause === undefined ? "" : ` [${clause}]`}`,
          ),
        ],
      ),
    ),
  ),
});

/** Whose process ends, hangs, and whose accounts are wrong. Called from code. */
export const crashing: RunResult = {
  ...run("crashing", {
    verdicts: [
      ...verdicts({
        "state/till.open/pay.card": {
          kind: "crash",
          message: "The process ended with the signal SIGSEGV.",
          seed: 99,
        },
        "cancellation/till.pay/pending": {
          kind: "timeout",
          message: "Nothing came of pay within 2000 ms. [TILL-4]",
          time: 2000,
          cpu: 3,
        },
        "guard/till": { kind: "missing", message: "There is no verdict." },
        "shape/till/open": {
          kind: "fail",
          message: "Expected: 1 parameter\nFound:    2 parameters\n\n[TILL-1]",
          stack: "Failure: Expected\n    at open (till.js:3:1)",
        },
      }),
      {
        id: "shape/till",
        kind: "duplicate",
        message: "There are two verdicts.",
        time: 0,
        cpu: 0,
      },
      {
        id: "shape/kettle",
        kind: "unknown",
        message: "The plan has no such test.",
        time: 0,
        cpu: 0,
      },
    ],
  }),
};
const { command: _command, ...uncommanded } = crashing;
export const fromCode: RunResult = { ...uncommanded, isolation: "none" };

const known = (
  id: string,
  more: Partial<ExpectedFailure> = {},
): ExpectedFailure => ({
  id,
  message: "found 3",
  reason: "The drawer sticks.",
  link: "https://example.org/tickets/1",
  expires: "2027-06-30",
  ...more,
});

/** One failure that is known, one that was mended, one of a test that did not run. */
export const expecting: RunResult = run("expecting", {
  expectedFailures: [
    known("state/till.closed/open"),
    known("state/scale.idle/weigh", { reason: "The scale drifts." }),
    known("walk/till", { reason: "Not part of this run." }),
  ],
  verdicts: verdicts({
    "state/till.closed/open": {
      kind: "expected",
      message: "Expected 2, found 3. [TILL-1]",
    },
    "state/scale.idle/weigh": {
      kind: "stale",
      message: "Is expected to fail, and passes.",
    },
  }),
});

/** Every text from outside is out for trouble. */
export function hostile(text: string): RunResult {
  const plan = PLAN.map((test) => ({
    ...test,
    id: `${test.id}${text}`,
    ...(test.category !== undefined && { category: test.category + text }),
    ...(test.clause !== undefined && { clause: test.clause + text }),
    ...(test.untestable !== undefined && { untestable: text }),
  }));
  return run(text, {
    table: { name: text, title: text },
    plan,
    claims: {
      ...CLAIMS,
      deviations: [{ kind: "event", name: text, reason: text }],
    },
    claimable: [{ kind: "event", claimed: 0, total: 1, unclaimed: [text] }],
    expectedFailures: [
      known(plan[0]?.id ?? "", {
        reason: text,
        link: `no address ${text}`,
        expires: text,
      }),
      known(text, { link: `https://example.org/${text}` }),
      known(text, { link: `javascript:alert(1)//${text}` }),
    ],
    command: `captable conformance --provider ${text}`,
    verdicts: plan.map(({ id }, index) => ({
      id,
      kind:
        (["fail", "negative", "untestable", "pass"] as const)[index % 4] ??
        "pass",
      message: text,
      stack: text,
      unclaimed: text,
      time: 1,
      cpu: 1,
    })),
    versions: { [text]: text },
  });
}
