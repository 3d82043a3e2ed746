import { describe, expect, it } from "vitest";
import { Clock } from "../src/clock.ts";
import { MemoryNetwork } from "../src/index.ts";
import { channelTurn, defaultTurn } from "../src/turn.ts";
import { bindDatagram, send, transportOf } from "./wire.ts";

function clock(leaps: boolean): Clock {
  return new Clock({ turn: defaultTurn(), leaps });
}

describe("virtual time", () => {
  it("leaps to what is next, in order of time and then of scheduling", async () => {
    const time = clock(true);
    const seen: string[] = [];
    const at = (name: string) => (): void =>
      void seen.push(`${name} ${time.now}`);
    time.schedule(1000, at("late"));
    time.schedule(5, at("first"));
    time.schedule(5, at("second"));
    time.schedule(0, at("now"));
    expect(seen).toEqual([]);
    await time.idle();
    expect(seen).toEqual(["now 0", "first 5", "second 5", "late 1000"]);
  });

  it("lets promises run between any two things", async () => {
    const time = clock(true);
    const seen: string[] = [];
    for (const name of ["a", "b"]) {
      time.schedule(0, () => {
        seen.push(name);
        void Promise.resolve()
          .then(() => {})
          .then(() => seen.push(`after ${name}`));
      });
    }
    await time.idle();
    expect(seen).toEqual(["a", "after a", "b", "after b"]);
  });

  it("stands until it is advanced, but what is due happens", async () => {
    const time = clock(false);
    const seen: number[] = [];
    time.schedule(0, () => {
      seen.push(time.now);
      time.schedule(10, () => void seen.push(time.now));
    });
    await time.idle();
    expect(seen).toEqual([0]);
    await time.advance(9);
    expect([seen, time.now]).toEqual([[0], 9]);
    await time.advance(1);
    expect([seen, time.now]).toEqual([[0, 10], 10]);
    await Promise.all([time.advance(5), time.advance(5)]);
    expect(time.now).toBe(20);
  });

  it("can be advanced though it leaps", async () => {
    const time = clock(true);
    await time.advance(50);
    expect(time.now).toBe(50);
    expect(() => time.advance(-1)).toThrow(RangeError);
  });

  it("keeps nothing that was called off", async () => {
    const time = clock(false);
    let happened = 0;
    const all = Array.from({ length: 1000 }, (_, index) =>
      time.schedule(index, () => (happened += 1)),
    );
    for (const scheduled of all.slice(1)) {
      time.callOff(scheduled);
      time.callOff(scheduled);
    }
    expect(time.scheduled).toBe(1);
    await time.advance(2000);
    expect(happened).toBe(1);
    expect(time.scheduled).toBe(0);
  });

  it("goes on after something threw", async () => {
    const tasks: (() => void)[] = [];
    const time = new Clock({ turn: (task) => tasks.push(task), leaps: true });
    let happened = false;
    time.schedule(0, () => {
      throw new Error("mine");
    });
    time.schedule(0, () => (happened = true));
    expect(() => tasks.shift()?.()).toThrow("mine");
    tasks.shift()?.();
    expect(happened).toBe(true);
  });
});

it("a network takes whole seeds only", () => {
  expect(new MemoryNetwork({ seed: -5 }).now).toBe(0);
  for (const seed of [0.5, Number.NaN]) {
    expect(() => new MemoryNetwork({ seed })).toThrow(RangeError);
  }
});

it("a network takes the turns it is given", async () => {
  let turns = 0;
  const network = new MemoryNetwork({
    turn: (task) => {
      turns += 1;
      queueMicrotask(task);
    },
  });
  const near = await bindDatagram(transportOf(network));
  await send(near, "a", near.port.address);
  await network.idle();
  expect(near.box.texts).toEqual(["a"]);
  expect(turns).toBeGreaterThan(1);
});

it("a network of a manual clock delivers when the time has come", async () => {
  const network = new MemoryNetwork({
    clock: "manual",
    faults: { latency: 20 },
  });
  const near = await bindDatagram(transportOf(network));
  await send(near, "a", near.port.address);
  await network.idle();
  await network.advance(19);
  expect(near.box.texts).toEqual([]);
  await network.advance(1);
  expect(near.box.texts).toEqual(["a"]);
  expect(network.now).toBe(20);
});

it("where there is no setImmediate, a channel gives turns, in order", async () => {
  const turn = channelTurn();
  const seen: string[] = [];
  await new Promise<void>((resolve) => {
    turn(() => {
      seen.push("first");
      void Promise.resolve().then(() => seen.push("its promises"));
    });
    turn(() => {
      seen.push("second");
      resolve();
    });
    seen.push("the call");
  });
  expect(seen).toEqual(["the call", "first", "its promises", "second"]);
});
