import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DisconnectEvent } from "../../generated/wsk/src/events.ts";
import { bench } from "./bench-socket.ts";

/** What has reached nobody's catch. */
const uncaught: unknown[] = [];
let others: NodeJS.UncaughtExceptionListener[] = [];

function collect(error: unknown): void {
  uncaught.push(error);
}

beforeEach(() => {
  uncaught.length = 0;
  others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", collect);
});

afterEach(() => {
  process.off("uncaughtException", collect);
  for (const listener of others) process.on("uncaughtException", listener);
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe("an event", () => {
  it("reaches its handler, whose reply comes back", () => {
    const seen: DisconnectEvent[] = [];
    const { host } = bench(
      "connectionOriented",
      "connected",
      {},
      {
        disconnectEvent: (event) => {
          seen.push(event);
          return "STATUS_SUCCESS";
        },
      },
    );
    expect(host.handles("disconnectEvent")).toBe(true);
    expect(host.deliver("disconnectEvent", { flags: {} })).toBe(
      "STATUS_SUCCESS",
    );
    expect(seen).toEqual([{ flags: {} }]);
  });

  it("without a handler gets no reply", () => {
    const { host } = bench("connectionOriented", "connected");
    expect(host.handles("disconnectEvent")).toBe(false);
    expect(host.deliver("disconnectEvent", { flags: {} })).toBeUndefined();
  });

  it("never comes after close", async () => {
    let times = 0;
    const { host, socket } = bench(
      "connectionOriented",
      "connected",
      {},
      {
        disconnectEvent: () => {
          times += 1;
          return "STATUS_SUCCESS";
        },
      },
    );
    await socket.closeSocket();
    expect(host.deliver("disconnectEvent", { flags: {} })).toBeUndefined();
    expect(times).toBe(0);
  });

  it("whose handler throws counts as the reply of the table, and the error is reported", async () => {
    const broken = new Error("handler broke");
    const { host } = bench(
      "connectionOriented",
      "connected",
      {},
      {
        receiveEvent: () => {
          throw broken;
        },
      },
    );
    const reply = host.deliver("receiveEvent", {
      flags: {},
      dataIndication: [],
      bytesIndicated: 0,
    });
    expect(reply).toBe("STATUS_DATA_NOT_ACCEPTED");
    await nextTurn();
    expect(uncaught).toEqual([broken]);
  });

  it("with a reply that is not legal is treated likewise", async () => {
    const { host } = bench(
      "connectionOriented",
      "connected",
      {},
      {
        receiveEvent: () => "STATUS_CANCELLED" as never,
      },
    );
    const reply = host.deliver("receiveEvent", {
      flags: {},
      dataIndication: [],
      bytesIndicated: 0,
    });
    expect(reply).toBe("STATUS_DATA_NOT_ACCEPTED");
    await nextTurn();
    expect(String(uncaught[0])).toContain("receiveEvent must reply");
  });

  it("with a reply whose fields are malformed is treated likewise", async () => {
    const payload = { flags: {}, dataIndication: [], bytesIndicated: 1 };
    const reply = (bytesAccepted: number): unknown =>
      bench(
        "connectionOriented",
        "connected",
        {},
        {
          receiveEvent: () => ({ reply: "STATUS_SUCCESS", bytesAccepted }),
        },
      ).host.deliver("receiveEvent", payload);
    expect(reply(1)).toEqual({ reply: "STATUS_SUCCESS", bytesAccepted: 1 });
    expect(reply(-1)).toBe("STATUS_DATA_NOT_ACCEPTED");
    await nextTurn();
    expect(String(uncaught[0])).toContain("receiveEvent.bytesAccepted");
  });
});
