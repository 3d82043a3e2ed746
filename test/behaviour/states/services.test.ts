import { describe, expect, it } from "vitest";
import { invoke } from "@captable/wsk";
import { failure, loopback, serve, use } from "../net.ts";
import { column } from "./cells.ts";
import type { Net } from "../subject.ts";
import { subjects } from "../subjects.ts";

type Service = "registration" | "client";

/** A registration or a client object that has been brought into a state. */
interface Way {
  readonly service: Service;
  readonly state: string;
  readonly name: string;
  reach(net: Net): Promise<void>;
}

async function takeOneSocket({ wsk }: Net): Promise<void> {
  use(await wsk.socket("basic"));
}

async function end({ registration }: Net): Promise<void> {
  registration.releaseProviderNPI();
  await registration.deregister();
}

async function beginToEnd({ registration }: Net): Promise<void> {
  void registration.deregister();
}

async function connectAtOnce(net: Net): Promise<void> {
  const server = await serve(net);
  const remote = await server.getLocalAddress();
  use(await net.wsk.socketConnect(loopback(), remote));
}

async function release({ registration }: Net): Promise<void> {
  registration.releaseProviderNPI();
}

const nothing = async (): Promise<void> => undefined;

// prettier-ignore
const ways: readonly Way[] = [
  { service: "registration", state: "registered",    name: "register",      reach: nothing },
  { service: "registration", state: "deregistering", name: "deregister while a client object is captured", reach: beginToEnd },
  { service: "registration", state: "deregistered",  name: "deregister",    reach: end },
  { service: "client",       state: "captured",      name: "capture",       reach: nothing },
  { service: "client",       state: "inUse",         name: "socket",        reach: takeOneSocket },
  { service: "client",       state: "inUse",         name: "socketConnect", reach: connectAtOnce },
  { service: "client",       state: "released",      name: "release",       reach: release },
  { service: "client",       state: "released",      name: "release while a socket is open", reach: async (net) => {
    await takeOneSocket(net);
    await release(net);
  } },
];

type Args = (net: Net) => Promise<readonly unknown[]>;

const none: Args = async () => [];

/** What each call is given; what it yields must be closed, if it is a socket. */
const calls: Readonly<Record<string, Args>> = {
  captureProviderNPI: none,
  releaseProviderNPI: none,
  queryProviderCharacteristics: none,
  deregister: none,
  socket: async () => ["basic"],
  socketConnect: async (net) => [loopback(), await anybody(net)],
  controlClient: async () => ["controlClient", "WSK_TRANSPORT_LIST_QUERY"],
  getAddressInfo: async () => [{ nodeName: "127.0.0.1", serviceName: "9" }],
  freeAddressInfo: async () => [[]],
  getNameInfo: async () => [
    { ...loopback(), port: 9 },
    { flags: { numericHost: true, numericServ: true } },
  ],
};

/** Somebody to connect to, if the client object can still make a socket. */
async function anybody(net: Net): Promise<object> {
  if (net.wsk.state === "released") return { ...loopback(), port: 9 };
  return (await serve(net)).getLocalAddress();
}

async function call(
  net: Net,
  service: Service,
  name: string,
): Promise<() => Promise<unknown>> {
  const args = (await calls[name]?.(net)) ?? [];
  const target = service === "client" ? net.wsk : net.registration;
  return () => invoke(target, name, ...args);
}

function stateOf({ registration, wsk }: Net, service: Service): string {
  return service === "client" ? wsk.state : registration.state;
}

/** Ends what the test began, so that nothing waits for ever. */
async function finish(net: Net, result: unknown): Promise<void> {
  const { wsk, registration } = net;
  if (
    typeof result === "object" &&
    result !== null &&
    "closeSocket" in result
  ) {
    await invoke(result, "closeSocket");
  }
  while (wsk.state !== "released") {
    // What was refused has changed nothing: the client object still works.
    expect(await wsk.getAddressInfo({ nodeName: "::1" })).toHaveLength(1);
    registration.releaseProviderNPI();
  }
}

describe.each(subjects)("$name", (subject) => {
  const table = ways.map((way) => ({
    way,
    ...column(way.service, way),
  }));

  describe.each(table)(
    "$way.service, $way.state by $way.name",
    ({ way, illegal, legal }) => {
      const { service, state } = way;

      it(`refuses ${[...illegal.keys()].join(", ") || "nothing"}`, async () => {
        const net = await subject.open();
        await way.reach(net);
        for (const [name, statuses] of illegal) {
          const attempt = await call(net, service, name);
          const [status] = statuses;
          const detail = { status, functionName: name, state };
          expect(await failure(attempt()), name).toMatchObject(detail);
          expect(stateOf(net, service), name).toBe(state);
        }
        await finish(net, undefined);
      });

      const rest = [...legal];
      if (rest.length === 0) return;
      it.each(rest)("allows %s, and is then %s", async (name, target) => {
        const net = await subject.open();
        await way.reach(net);
        const attempt = await call(net, service, name);
        // The client object was captured; a registration ends once it is released.
        if (name === "deregister") net.registration.releaseProviderNPI();
        const result = await attempt();
        if (state !== "deregistering") {
          expect(stateOf(net, service)).toBe(target);
        }
        await finish(net, result);
      });
    },
  );
});
