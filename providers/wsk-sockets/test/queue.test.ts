import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteQueue } from "../src/connection/byte-queue.ts";
import { PendingQueue } from "../src/queue.ts";
import { failure } from "./failure.ts";
import { ModelledQueue } from "./queue-model.ts";

function queue(): PendingQueue<string, number> {
  return new PendingQueue(
    (request, reason) => new Error(`${request}: ${String(reason)}`),
  );
}

it("serves in order, whoever leaves in between", async () => {
  const pending = queue();
  const aborts = [0, 1, 2, 3, 4].map(() => new AbortController());
  const results = aborts.map(({ signal }, index) =>
    pending.add(String(index), signal),
  );
  const failures = [0, 2, 4].map((index) =>
    failure(results[index] ?? Promise.resolve()),
  );
  for (const index of [2, 0, 4]) aborts[index]?.abort("no");
  expect((await Promise.all(failures)).map(String)).toEqual([
    "Error: 0: no",
    "Error: 2: no",
    "Error: 4: no",
  ]);
  expect(pending.first?.request).toBe("1");
  pending.first?.resolve(10);
  const taken = pending.take();
  expect(pending.first).toBeUndefined();
  aborts[3]?.abort("too late");
  taken?.resolve(30);
  expect([await results[1], await results[3]]).toEqual([10, 30]);
});

it("does not take in what is cancelled already", async () => {
  const pending = queue();
  const call = pending.add("late", AbortSignal.abort("before"));
  expect(String(await failure(call))).toBe("Error: late: before");
  expect(pending.first).toBeUndefined();
});

it("fails all in order", async () => {
  const pending = queue();
  const calls = ["a", "b"].map((request) => failure(pending.add(request)));
  pending.rejectAll((request) => new Error(request));
  expect((await Promise.all(calls)).map(String)).toEqual([
    "Error: a",
    "Error: b",
  ]);
  expect(pending.first).toBeUndefined();
});

type Step = (queue: ModelledQueue) => void;

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>(
    (queue) => queue.add(),
    (queue) => queue.add(),
    (queue) => queue.resolve(),
    (queue) => queue.take(),
    (queue) => queue.settle(),
    (queue) => queue.rejectAll(),
  ),
  fc.nat(20).map((number) => (queue: ModelledQueue) => queue.abort(number)),
);

it("completes each operation once, in the order of a list", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 60 }), async (taken) => {
      const model = new ModelledQueue();
      for (const step of taken) {
        step(model);
        model.check();
      }
      await model.end();
    }),
    { numRuns: 300 },
  );
});

it("keeps bytes in order, in whatever pieces they come and go", () => {
  const bytes = new ByteQueue();
  const expected: number[] = [];
  const taken: number[] = [];
  let next = 0;
  for (let round = 0; round < 500; round += 1) {
    const chunk = Uint8Array.from(
      { length: (round * 7) % 13 },
      () => next++ % 256,
    );
    bytes.push(chunk);
    expected.push(...chunk);
    const target = new Uint8Array((round * 5) % 11);
    const length = bytes.take(target);
    if (round % 3 === 0) bytes.unshift(target.slice(0, length));
    else taken.push(...target.subarray(0, length));
  }
  const rest = new Uint8Array(bytes.length + 1);
  const length = bytes.take(rest);
  expect(length).toBe(rest.byteLength - 1);
  expect([...taken, ...rest.subarray(0, length)]).toEqual(expected);
  expect(bytes.length).toBe(0);
});
