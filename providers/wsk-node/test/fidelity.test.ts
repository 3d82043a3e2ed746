import { describe, expect, it } from "vitest";
import { invoke, table, type CategoryName } from "@captable/wsk";
import { fidelity, type Support } from "../src/index.ts";
import { events } from "./fidelity/events.ts";
import { flags } from "./fidelity/flags.ts";
import { names } from "./fidelity/names.ts";
import { options } from "./fidelity/options.ts";
import { parameters } from "./fidelity/parameters.ts";
import { requests } from "./fidelity/requests.ts";
import { connected, listening, type Reality } from "./fidelity/reality.ts";
import { control, failure, loopback, network, use } from "./net.ts";

const realities: readonly Reality[] = [
  ...options,
  ...requests,
  ...events,
  ...flags,
  ...names,
  ...parameters,
];

for (const { name, shows, categories, check } of realities) {
  describe(`${name} ${shows}`, () => {
    for (const category of categories.split(" ")) {
      it(category, (context) => check(category, context));
    }
  });
}

/** One thing of one category or service that the table speaks of. */
function keyOf(name: string, category: string): string {
  return `${name} of ${category}`;
}

function keysOf({ name, categories }: Support): readonly string[] {
  return categories.map((category) => keyOf(name, category));
}

/** Properties that are unsupported are all refused alike. */
const refused = fidelity
  .filter(({ fidelity: how }) => how === "unsupported")
  .filter(({ kind }) => /^(?:option|ioctl|clientControl)$/.test(kind))
  .flatMap((support) =>
    support.categories.map((category) => ({ ...support, category })),
  );

/** Values that the class lets pass, by property; a boolean for other options, none for other requests. */
const samples: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["SIO_ADDRESS_LIST_SORT", []],
  ["SIO_LOOPBACK_FAST_PATH", true],
  ["SIO_SET_WFP_CONNECTION_REDIRECT_RECORDS", new Uint8Array()],
  ["SIO_WSK_REGISTER_EXTENSION", { npiId: "none" }],
  ["SO_RCVBUF", 8192],
  ["WSK_CACHE_SD", {}],
  ["WSK_RELEASE_SD", {}],
  ["WSK_TDI_BEHAVIOR", {}],
  ["WSK_TDI_DEVICENAME_MAPPING", {}],
]);

function inputs(kind: string, name: string): readonly unknown[] {
  if (samples.has(name)) return [samples.get(name)];
  return kind === "option" ? [true] : [];
}

/** A socket in a state in which the property is legal. */
async function suited(category: string, name: string): Promise<object> {
  if (/SILENT/.test(name)) return (await connected(category)).socket;
  const { wsk } = await network();
  return use(await wsk.socket(category as CategoryName));
}

describe("what is declared unsupported is refused", () => {
  it.each(refused)("$name of $category", async ({ kind, name, category }) => {
    const unsupported = { status: "STATUS_NOT_SUPPORTED", category };
    const values = inputs(kind, name);
    if (kind === "clientControl") {
      const { wsk } = await network();
      const args = ["controlClient", name, ...values];
      const call = invoke(wsk, "controlClient", ...args);
      expect(await failure(call)).toMatchObject(unsupported);
      return;
    }
    const socket = await suited(category, name);
    const request = kind === "option" ? "setOption" : "ioctl";
    const call = control(socket, request, name, ...values);
    expect(await failure(call)).toMatchObject(unsupported);
    const { access = [] } = Reflect.get(table.properties, name);
    if (!access.includes("get")) return;
    const read = control(socket, "getOption", name);
    expect(await failure(read)).toMatchObject(unsupported);
  });

  it("and what is not declared so is not", async () => {
    const server = await listening("listening");
    await control(server, "setOption", "SO_KEEPALIVE", true);
    const { wsk } = await network();
    const socket = use(await wsk.socket("datagram"));
    await control(socket, "setOption", "SO_REUSEADDR", true);
    await socket.bind(loopback());
  });
});

/** Flags that only choose among what has an entry of its own. */
const chosen = ["EventMask", "TdiBehavior"];
/** How entries name the flags of the client object's functions. */
const calledBy: Readonly<Record<string, string>> = {
  AddressInfoFlags: "getAddressInfo.hints.flags",
  NameInfoFlags: "getNameInfo.flags",
};

function flagsOfTheTable(): readonly string[] {
  return Object.entries(table.types).flatMap(([type, described]) =>
    described.kind !== "flags" || chosen.includes(type)
      ? []
      : Object.keys(described.members).map(
          (flag) => `${calledBy[type] ?? type}.${flag}`,
        ),
  );
}

describe("the fidelity table", () => {
  const entries = fidelity.flatMap(keysOf);

  it.each(Object.entries(table.categories))(
    "covers all properties and events of %s",
    (category, { properties, events: own }) => {
      const known = [...properties, ...own];
      expect(entries).toEqual(
        expect.arrayContaining(known.map((name) => keyOf(name, category))),
      );
    },
  );

  it("covers all controls and events of the client object", () => {
    const { properties, events: own } = table.services.client;
    const known = [...properties, ...own];
    expect(entries).toEqual(
      expect.arrayContaining(known.map((name) => keyOf(name, "client"))),
    );
  });

  it("covers all flags, and no others", () => {
    const named = fidelity
      .filter(({ kind }) => kind === "flag")
      .map(({ name }) => name);
    expect([...new Set(named)].sort()).toEqual([...flagsOfTheTable()].sort());
  });

  it("has no entry twice, and none for what is not in the table", () => {
    expect(new Set(entries).size).toBe(entries.length);
    for (const { kind, name, categories } of fidelity) {
      if (kind === "flag" || kind === "parameter") continue;
      for (const category of categories) {
        const known =
          category === "client"
            ? table.services.client
            : table.categories[category as CategoryName];
        expect([...known.properties, ...known.events]).toContain(name);
      }
    }
  });

  it("gives a reason for everything", () => {
    for (const { reason } of fidelity) expect(reason).toMatch(/^[A-Z].*\.$/);
  });

  it("is held against reality, entry by entry", () => {
    const held = new Set([
      ...realities.flatMap(({ name, categories }) =>
        categories.split(" ").map((category) => keyOf(name, category)),
      ),
      ...refused.map(({ name, category }) => keyOf(name, category)),
    ]);
    expect(entries.filter((entry) => !held.has(entry))).toEqual([]);
    expect([...held].filter((entry) => !entries.includes(entry))).toEqual([]);
  });
});
