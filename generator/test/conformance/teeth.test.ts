/** The kit finds what is wrong: each defect of the model, and what is changed in an emitted package, by the right family. */
import { describe, expect, it } from "vitest";
import type { Claims, Fidelity } from "../../src/conformance/claims/claims.ts";
import type { Kit } from "../../src/conformance/kit.ts";
import {
  type Defect,
  defects,
  modelSubject,
} from "../../src/conformance/model-provider/model-provider.ts";
import { checkedSubject } from "../../src/conformance/checked/checked-subject.ts";
import { claimsOfAll } from "../../src/conformance/claims/everything.ts";
import { testsOf } from "../../src/conformance/plan/plan.ts";
import type { Table } from "../../src/model/model.ts";
import { loadPackage, type Patch, tableAt } from "./support/packages.ts";
import { failuresOf } from "./support/run.ts";

const WSK = "spec/wsk.yaml";
const STORAGE = "test/emitted/tables/storage.yaml";
const DOOR = "generator/test/fixtures/good/door.yaml";

const packages = new Map<string, Promise<{ table: Table; kit: Kit }>>();

/** A package as it is emitted, loaded once. */
function packageAt(path: string): Promise<{ table: Table; kit: Kit }> {
  const known = packages.get(path) ?? load(path);
  packages.set(path, known);
  return known;
}

async function load(
  path: string,
  patches: readonly Patch[] = [],
): Promise<{ table: Table; kit: Kit }> {
  const table = tableAt(path);
  return { table, kit: await loadPackage(table, patches) };
}

interface Row {
  readonly path: string;
  /** Which tests are run. */
  readonly tests: RegExp;
  /** Part of what one of them says. */
  readonly says: string;
  /** Found only by the wrapper that holds a provider to the table: the class makes up for it. */
  readonly checked?: true;
}

const DEFECT_ROWS: Readonly<Record<Defect, Row>> = {
  ignoreAbort: {
    path: WSK,
    tests: /^cancellation\/datagram\.receiveFrom/,
    says: "pending: receiveFrom goes on when its signal is aborted",
  },
  abortWithoutCause: {
    path: WSK,
    tests: /^cancellation\/datagram\.receiveFrom/,
    says: "the cause of the error of receiveFrom whose signal was aborted",
  },
  leavePending: {
    path: WSK,
    tests: /^cancellation\/datagram\.receiveFrom/,
    says: "closed: receiveFrom is still under way after closeSocket",
  },
  completesTwice: {
    path: WSK,
    tests: /^state\/datagram\.bound\/getLocalAddress/,
    says: "getLocalAddress has completed twice",
  },
  returnsNoPromise: {
    path: WSK,
    tests: /^state\/datagram\.bound\/getLocalAddress/,
    says: "getLocalAddress of datagram in state bound gives no promise",
  },
  wrongResult: {
    path: WSK,
    tests: /^state\/datagram\.bound\/receiveFrom/,
    says: "the result must be an object",
  },
  wrongState: {
    path: WSK,
    tests: /^state\/client\.captured\/socketConnect/,
    says: "expected to reach captured, but found inUse",
  },
  wrongCategory: {
    path: WSK,
    tests: /^inheritance\/datagram/,
    says: "expected an instance of datagram, but found one of basic",
  },
  unlistedStatus: {
    path: STORAGE,
    tests: /^state\/writable\.created\/open/,
    says: "expected success, but found notFound",
  },
  reportsUnasked: {
    path: WSK,
    tests: /^state\/datagram\.created\/bind/,
    says: 'but found "dead"',
  },
  newestFirst: {
    path: WSK,
    tests: /^concurrency\/datagram\.receiveFrom/,
    says: "fifo: how many calls wait after call 1 of 3",
  },
  eventOnByDefault: {
    path: WSK,
    tests: /^event\/datagram\/receiveFromEvent/,
    says: "off-by-default: how often receiveFromEvent",
  },
  eventNeverOn: {
    path: WSK,
    tests: /^event\/datagram\/receiveFromEvent/,
    says: "enabled: how often receiveFromEvent",
  },
  eventStaysOn: {
    path: WSK,
    tests: /^event\/datagram\/receiveFromEvent/,
    says: "although it was disabled again: expected 0, but found 1",
  },
  lateEvent: {
    path: WSK,
    tests: /^leak\/datagram\.bound/,
    says: "it is delivered after the end",
    checked: true,
  },
  forgetsProperty: {
    path: WSK,
    tests: /^property\/datagram\/SO_BROADCAST/,
    says: "SO_BROADCAST of datagram is not what it was set to",
  },
  lacksOptional: {
    path: STORAGE,
    tests: /^absence\/writable\/putMany/,
    says: "supports putMany, which is claimed",
  },
  firstNeverEnds: {
    path: WSK,
    tests: /^leak\/datagram\/first/,
    says: "closeSocket has not completed",
  },
};

describe("a defect of the provider", () => {
  it.each(defects)("%s is found, and nothing without it", async (defect) => {
    const { path, tests, says, checked = false } = DEFECT_ROWS[defect];
    const { table, kit } = await packageAt(path);
    const chosen = testsOf(table).filter(({ id }) => tests.test(id));
    const found = async (list: readonly Defect[]): Promise<string> => {
      const raw = modelSubject(table, kit.exports, { defects: list });
      const subject = checked ? checkedSubject(raw, table, kit.exports) : raw;
      return (await failuresOf({ table, kit, subject }, chosen)).join("\n");
    };
    expect(await found([])).toBe("");
    expect(await found([defect])).toContain(says);
  });
});

const PATCHES: readonly (Omit<Row, "checked"> & {
  readonly what: string;
  readonly patches: readonly Patch[];
})[] = [
  {
    what: "a guard that lets everything through",
    path: STORAGE,
    patches: [
      {
        path: "src/runtime/kind.ts",
        from: "return kind !== undefined && kind >= first && kind <= last;",
        to: "return kind === undefined || (kind >= first && kind <= last);",
      },
    ],
    tests: /^guard\/durable\/junk/,
    says: "isStoreStore for an impostor (junk): expected false, but found true",
  },
  {
    what: "a guard of another category",
    path: STORAGE,
    patches: [
      {
        path: "src/guards.ts",
        from: "return kindAmong(value, listedKinds);",
        to: "return kindWithin(value, 1, 2);",
      },
    ],
    tests: /^guard\/(?:writable|listed)$/,
    says: "isListedStore of an instance of writable: expected false, but found true",
  },
  {
    what: "a class that extends another one",
    path: STORAGE,
    patches: [
      {
        path: "src/categories/durable.ts",
        from: "export class DurableStore extends WritableStore {",
        to: 'import { StoreStore } from "./store.ts";\nexport class DurableStore extends StoreStore {',
      },
    ],
    tests: /^inheritance\/durable/,
    says: "a prototype of durable",
  },
  {
    what: "a method that the table does not have",
    path: STORAGE,
    patches: [
      {
        path: "src/categories/durable.ts",
        from: "export class DurableStore extends WritableStore {",
        to: "export class DurableStore extends WritableStore {\n  extra(): void {}\n",
      },
    ],
    tests: /^shape\/durable$/,
    says: "the class DurableStore has extra too much",
  },
  {
    what: "a method that refuses instances of others in another way",
    path: STORAGE,
    patches: [
      {
        path: "src/runtime/refusal.ts",
        from: "core.fail(name, violations.missing, {",
        to: "core.fail(name, violations.state, {",
      },
    ],
    tests: /^shape\/durable\/compact/,
    says: "compact of the class DurableStore on an instance of writable: expected missing, but found wrongState",
  },
  {
    what: "an illegal call that changes the state",
    path: STORAGE,
    patches: [
      {
        path: "src/runtime/core.ts",
        from: "if (move === undefined) throw refusal(this, call);",
        to: 'if (move === undefined) {\n      const error = refusal(this, call);\n      this.#become("closed");\n      throw error;\n    }',
      },
    ],
    tests: /^state\/writable\.created\/put$/,
    says: 'the state after put of writable in state created: expected "created", but found "closed"',
  },
  {
    what: "an illegal call that reaches the provider",
    path: STORAGE,
    patches: [
      {
        path: "src/categories/writable.ts",
        from: 'core.enter("put");',
        to: "",
      },
    ],
    tests: /^state\/writable\.created\/put$/,
    says: "put of writable in state created: expected wrongState, but found success",
  },
  {
    what: "a role that is taken without success",
    path: WSK,
    patches: [
      {
        path: "src/runtime/core.ts",
        from: "#takeBack(move: PendingMove): void {",
        to: '#takeBack(move: PendingMove): void {\n    this.#role ??= "listening";',
      },
    ],
    tests: /^role\/stream\/listening\/listen\/failed-commit/,
    says: "the role of stream",
  },
  {
    what: "an argument that is not checked",
    path: STORAGE,
    patches: [
      {
        path: "src/categories/writable.ts",
        from: 'expectBytes(value, "value");',
        to: "",
      },
    ],
    tests: /^argument\/writable\.put\/value/,
    says: "put with null as value",
  },
  {
    what: "a limit that is one too high",
    path: STORAGE,
    patches: [
      {
        path: "src/categories/writable.ts",
        from: "max: 1024",
        to: "max: 1025",
      },
    ],
    tests: /^argument\/writable\.put\/value/,
    says: "put with a size of 1024 and one more as value: expected tooLarge, but found success",
  },
  {
    what: "an event that comes where it is not legal",
    path: WSK,
    patches: [
      {
        path: "src/runtime/host.ts",
        from: "const legal = this.#core.state.events.has(name);",
        to: "const legal = true;",
      },
    ],
    tests: /^event\/datagram\.created/,
    says: "how often receiveFromEvent of datagram came in state created: expected 0, but found 1",
  },
  {
    what: "a transition that leads elsewhere",
    path: DOOR,
    patches: [
      {
        path: "src/rules.ts",
        from: 'raise: { to: "raised" }',
        to: 'raise: { to: "ajar" }',
      },
    ],
    tests: /^walk\/gate|^state\/gate\.shut\/raise/,
    says: "raise",
  },
];

describe("a change of what is emitted", () => {
  it.each(PATCHES)("$what is found", async (row) => {
    const { path, patches, tests, says } = row;
    const { table, kit } = await load(path, patches);
    const subject = modelSubject(table, kit.exports);
    const chosen = testsOf(table).filter(({ id }) => tests.test(id));
    const found = await failuresOf({ table, kit, subject }, chosen);
    expect(found).not.toEqual([]);
    expect(found.join("\n")).toContain(says);
  });
});

describe("claims", () => {
  it("are replaced by negatives where something is not claimed", async () => {
    const { table, kit } = await packageAt(WSK);
    const fidelity = (name: string): Fidelity =>
      name.startsWith("SO_B") ? "unsupported" : "native";
    const claims: Claims = {
      ...claimsOfAll(table),
      categories: ["basic", "listening", "datagram", "connectionOriented"],
      properties: Object.fromEntries(
        table.properties.map(({ name }) => [name, fidelity(name)]),
      ),
      behaviour: "lifecycle",
    };
    const tests = testsOf(table).filter(({ id }) =>
      /^(?:state|property)\/(?:datagram|stream)|^guard\/stream/.test(id),
    );
    const subject = modelSubject(table, kit.exports, { claims });
    expect(await failuresOf({ table, kit, subject }, tests)).toEqual([]);
    const modest = { ...modelSubject(table, kit.exports), claims };
    const found = await failuresOf({ table, kit, subject: modest }, tests);
    expect(found.join("\n")).toContain(
      "creating an instance of stream, which is not claimed: expected STATUS_NOT_SUPPORTED, but found success",
    );
    expect(found.join("\n")).toContain("SO_BROADCAST, which is not claimed");
  });
});
