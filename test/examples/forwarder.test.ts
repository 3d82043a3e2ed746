import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { expect, it, type TestContext } from "vitest";
import { begin, dial, readAll, Target } from "./peers.ts";
import { freePort, portOf, run, Running, startExample } from "./processes.ts";
import { find } from "./tools.ts";

async function startForwarder(
  context: TestContext,
  target: number,
): Promise<{ running: Running; port: number }> {
  const running = startExample("forwarder", "0", `127.0.0.1:${target}`);
  context.onTestFinished(() => running[Symbol.asyncDispose]());
  return { running, port: await portOf(running) };
}

/** Both ends of a connection through a forwarder. */
async function startPair(context: TestContext) {
  const target = await Target.listen();
  context.onTestFinished(() => target[Symbol.asyncDispose]());
  const { running, port } = await startForwarder(context, target.port);
  const near = await dial(port);
  const far = await target.accepts();
  context.onTestFinished(() => {
    near.destroy();
    far.destroy();
  });
  return { running, near, far };
}

/** Resolves with the code of the error that a connection ends with. */
async function breaks(socket: Socket): Promise<unknown> {
  socket.resume();
  const [error] = await once(socket, "error");
  return error.code;
}

it("carries an end across to the target, and its answer back", async (context) => {
  const nc = find(context, "nc");
  const port = await freePort();
  const listens = `TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr`;
  // What counts bytes has no answer before the end.
  await using socat = new Running(find(context, "socat"), [
    ...["-d", "-d", "-t", "20", listens, "EXEC:wc -c"],
  ]);
  await socat.says(/listening on/);
  const { port: forwarded } = await startForwarder(context, port);
  const args = ["-N", "127.0.0.1", String(forwarded)];
  const { stdout } = await run(nc, args, Buffer.alloc(3_000_000));
  expect(stdout.toString().trim()).toBe("3000000");
});

it("carries data on after the end of one direction", async (context) => {
  const { near, far } = await startPair(context);
  near.end("question");
  expect((await readAll(far)).toString()).toBe("question");
  far.write("answer, ");
  await once(near, "data");
  far.end("and more");
  expect((await readAll(near)).toString()).toBe("and more");
});

it("carries data on after the end of the other direction", async (context) => {
  const { near, far } = await startPair(context);
  far.end("greeting");
  expect((await readAll(near)).toString()).toBe("greeting");
  near.end("late question");
  expect((await readAll(far)).toString()).toBe("late question");
});

it("carries a reset across to the target", async (context) => {
  const { near, far } = await startPair(context);
  const broken = breaks(far);
  near.write("x");
  await once(far, "data");
  near.resetAndDestroy();
  expect(await broken).toBe("ECONNRESET");
});

it("carries a reset back from the target", async (context) => {
  const { near, far } = await startPair(context);
  const broken = breaks(near);
  near.write("x");
  await once(far.resume(), "data");
  far.resetAndDestroy();
  expect(await broken).toBe("ECONNRESET");
});

it("carries a reset across a direction that has ended", async (context) => {
  const { near, far } = await startPair(context);
  near.end();
  await once(far.resume(), "end");
  const broken = breaks(near);
  far.resetAndDestroy();
  expect(await broken).toBe("ECONNRESET");
});

it("resets a client if there is no target", async (context) => {
  const { running, port } = await startForwarder(context, await freePort());
  // The reset may be there before the client has been told that it is connected.
  expect(await breaks(begin(port))).toBe("ECONNRESET");
  expect(await breaks(begin(port))).toBe("ECONNRESET");
  expect(await running.stops()).toMatchObject({ code: 0, stderr: "" });
});

it("waits for what it is forwarding when it is told to stop", async (context) => {
  const { running, near, far } = await startPair(context);
  near.write("before");
  await once(far.resume(), "data");
  const outcome = running.stops();
  near.end("after");
  expect((await readAll(far)).toString()).toBe("after");
  far.end();
  await readAll(near);
  expect(await outcome).toMatchObject({ code: 0, stderr: "" });
});

const MIB = 1024 * 1024;

/** In bytes: what a process really has in memory. Only Linux tells. */
async function residentOf({ pid }: Running): Promise<number> {
  if (process.platform !== "linux") return 0;
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kib) * 1024;
}

it("holds a client back while the target does not read", async (context) => {
  const { running, near, far } = await startPair(context);
  const before = await residentOf(running);
  const sent = createHash("sha256");
  let taken = 0;
  for (let count = 0; count < 128; count++) {
    const chunk = Buffer.alloc(MIB, `${count}.`);
    sent.update(chunk);
    near.write(chunk, () => taken++);
  }
  near.end();
  // Until nothing more has been taken for some time.
  for (let calm = 0, last = -1; calm < 5; calm = taken > last ? 0 : calm + 1) {
    last = taken;
    await context.expect
      .poll(() => taken > last, { interval: 20, timeout: 100 })
      .toBe(true)
      .catch(() => undefined);
  }
  expect(taken).toBeLessThan(64);
  expect((await residentOf(running)) - before).toBeLessThan(32 * MIB);
  const received = createHash("sha256");
  for await (const chunk of far) received.update(chunk as Buffer);
  expect(received.digest("hex")).toBe(sent.digest("hex"));
});
