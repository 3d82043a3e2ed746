/** Faults that no test of the product notices are faults all the same: each is shown here by itself, beside the sound twin. */
import net from "node:net";
import { rm } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import type {
  register as registering,
  ConnectionOrientedSocket,
  SocketAddress,
  WskClient,
  WskProvider,
} from "@captable/wsk";
import { afterEach, describe, expect, it } from "vitest";
import { buildMutant } from "./build.ts";
import type { ProviderName } from "./mutant.ts";
import { mutants } from "./mutants.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

interface Opened {
  readonly wsk: WskClient;
  readonly provider: object;
}

/** A client object of what was built with a fault, or without. */
async function open(id: string, provider: ProviderName): Promise<Opened> {
  const mutant = mutants.find((one) => one.id === id);
  const built = await buildMutant(mutant, { root, provider });
  folders.push(built.folder);
  const { register }: { readonly register: typeof registering } = await import(
    pathToFileURL(`${built.packageRoot}/dist/index.js`).href
  );
  const module: { readonly provider: () => WskProvider } = await import(
    pathToFileURL(built.providerModule).href
  );
  const made = module.provider();
  const wsk = await register(made).captureProviderNPI();
  return { wsk, provider: made };
}

interface Pair {
  readonly near: ConnectionOrientedSocket;
  readonly far: ConnectionOrientedSocket;
  readonly close: () => Promise<void>;
}

/** Two ends of a connection; `prepare` has a say before it connects. */
async function connect(
  { wsk }: Opened,
  prepare: (socket: ConnectionOrientedSocket) => Promise<void> = () =>
    Promise.resolve(),
): Promise<Pair> {
  const any: SocketAddress = { family: "IPv4", address: "127.0.0.1", port: 0 };
  const listener = await wsk.socket("listening");
  await listener.bind(any);
  const near = await wsk.socket("connectionOriented");
  await near.bind(any);
  await prepare(near);
  const accepting = listener.accept();
  await near.connect(await listener.getLocalAddress());
  const far = await accepting;
  const close = async (): Promise<void> => {
    for (const socket of [near, far, listener]) {
      if (socket.state !== "closed") await socket.closeSocket();
    }
  };
  return { near, far, close };
}

/** What the system is told by a method of its sockets while something is done. */
async function told(
  method: "setKeepAlive" | "setNoDelay",
  doIt: () => Promise<void>,
): Promise<readonly unknown[]> {
  const original = net.Socket.prototype[method];
  const all: unknown[] = [];
  net.Socket.prototype[method] = function (this: net.Socket, ...args) {
    all.push(args[0]);
    return Reflect.apply(original, this, args);
  };
  try {
    await doIt();
  } finally {
    net.Socket.prototype[method] = original;
  }
  return all;
}

describe("keep-alive-not-passed-on and node-keep-alive-lost", () => {
  it.each([
    ["keep-alive-not-passed-on", []],
    ["node-keep-alive-lost", [false]],
    ["no fault", [true]],
  ] as const)("%s: the system is told %j", async (id, expected) => {
    const { near, close } = await connect(await open(id, "node"));
    const all = await told("setKeepAlive", () =>
      near.controlSocket("setOption", "SO_KEEPALIVE", true),
    );
    await close();
    expect(all).toEqual(expected);
  });
});

describe("keep-alive-forgotten", () => {
  it.each([
    ["keep-alive-forgotten", []],
    ["no fault", [true]],
  ] as const)("%s: the system is told %j", async (id, expected) => {
    const opened = await open(id, "node");
    const all = await told("setKeepAlive", async () => {
      const { close } = await connect(opened, (socket) =>
        socket.controlSocket("setOption", "SO_KEEPALIVE", true),
      );
      await close();
    });
    expect(all).toEqual(expected);
  });
});

describe("node-process-kept-alive", () => {
  it.each([
    ["node-process-kept-alive", 1],
    ["no fault", 0],
  ] as const)("%s: %i timers are left", async (id, expected) => {
    const { setInterval, clearInterval } = globalThis;
    const timers = new Set<unknown>();
    Object.assign(globalThis, {
      setInterval: (...args: Parameters<typeof setInterval>) => {
        const timer = setInterval(...args);
        timers.add(timer);
        return timer;
      },
      clearInterval: (timer: NodeJS.Timeout) => {
        timers.delete(timer);
        clearInterval(timer);
      },
    });
    try {
      const { wsk } = await open(id, "node");
      const socket = await wsk.socket("basic");
      const abort = new AbortController();
      const change = socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_CHANGE", {
        signal: abort.signal,
      });
      abort.abort();
      await expect(change).rejects.toMatchObject({
        status: "STATUS_CANCELLED",
      });
      expect(timers.size).toBe(expected);
    } finally {
      Object.assign(globalThis, { setInterval, clearInterval });
      for (const timer of timers) clearInterval(Object(timer));
    }
  });
});

describe("first-never-closed", () => {
  it.each([
    ["first-never-closed", "pending"],
    ["no fault", "STATUS_CONNECTION_RESET"],
  ] as const)("%s: the peer's receive is %s", async (id, expected) => {
    const opened = await open(id, "memory");
    const { near, far } = await connect(opened);
    let outcome: unknown = "pending";
    far.receive(new Uint8Array(1)).then(
      () => (outcome = "received"),
      (error: { readonly status: unknown }) => (outcome = error.status),
    );
    await near.closeSocket();
    const { network } = Object(opened.provider);
    await network.idle();
    expect(outcome).toBe(expected);
  });
});
