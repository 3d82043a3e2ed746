import { expect, it, type TestContext } from "vitest";
import { connectRedis, RedisError } from "../../examples/redis-client.ts";
import { loopback, withNode } from "./clients.ts";
import { freePort, run, runExample, Running } from "./processes.ts";
import { find } from "./tools.ts";

async function startRedis(
  context: TestContext,
): Promise<{ running: Running; port: number }> {
  const port = await freePort();
  const running = new Running(find(context, "redis-server"), [
    ...["--bind", "127.0.0.1", "--port", String(port)],
    ...["--save", "", "--appendonly", "no", "--dir", "/tmp"],
  ]);
  context.onTestFinished(() => running[Symbol.asyncDispose]());
  await running.says(/Ready to accept connections/);
  return { running, port };
}

it("and redis-cli see the same", async (context) => {
  const cli = find(context, "redis-cli");
  const { port } = await startRedis(context);
  const asked = await runExample(
    ...["redis-client", String(port), "SET", "greeting", "grüß\ndich"],
    ...[",", "GET", "greeting", ",", "RPUSH", "list", "a", "", "c"],
    ...[",", "LRANGE", "list", "0", "-1", ",", "GET", "nothing", ",", "NO"],
  );
  expect(asked.stderr).toBe("");
  expect(asked.code).toBe(0);
  expect(asked.stdout.toString().trimEnd().split("\n")).toEqual([
    '"OK"',
    '"grüß\\ndich"',
    "3",
    '["a","","c"]',
    "null",
    expect.stringMatching(/^\{"error":"ERR unknown command 'NO'/),
  ]);
  const redisCli = async (...command: readonly string[]) => {
    const { stdout } = await run(cli, ["-p", String(port), ...command]);
    return stdout.toString();
  };
  expect(await redisCli("GET", "greeting")).toBe("grüß\ndich\n");
  expect(await redisCli("--json", "LRANGE", "list", "0", "-1")).toBe(
    '["a","","c"]\n',
  );
  await redisCli("SET", "greeting", "from redis-cli");
  const read = await runExample(
    "redis-client",
    String(port),
    "GET",
    "greeting",
  );
  expect(read.stdout.toString()).toBe('"from redis-cli"\n');
});

it("keeps replies in order, of thousands of commands under way", async (context) => {
  const { port } = await startRedis(context);
  await withNode(async (wsk) => {
    const client = await connectRedis(wsk, loopback(port));
    const numbers = Array.from({ length: 5000 }, (_, index) => index + 1);
    const replies = numbers.map(() => client.command("INCR", "counter"));
    expect(await Promise.all(replies)).toEqual(numbers);
    await client.close();
  });
});

it("takes replies of any depth and size, with errors in them", async (context) => {
  const { port } = await startRedis(context);
  await withNode(async (wsk) => {
    const client = await connectRedis(wsk, loopback(port));
    const script = "return {1,{'a',{false,{}}},redis.error_reply('ERR deep')}";
    expect(await client.command("EVAL", script, "0")).toEqual([
      1,
      ["a", [null, []]],
      new RedisError("ERR deep"),
    ]);
    const large = "0123456789".repeat(500_000);
    expect(await client.command("SET", "large", large)).toBe("OK");
    const [again, length] = await Promise.all([
      client.command("GET", "large"),
      client.command("STRLEN", "large"),
    ]);
    expect(again === large).toBe(true);
    expect(length).toBe(large.length);
    await expect(client.command("GET")).rejects.toBeInstanceOf(RedisError);
    expect(await client.command("PING")).toBe("PONG");
    await client.close();
  });
});

it("tells all who wait when the connection ends, and whoever asks then", async (context) => {
  const { port, running } = await startRedis(context);
  await withNode(async (wsk) => {
    const client = await connectRedis(wsk, loopback(port));
    const waits = client.command("BLPOP", "never", "0");
    const other = await connectRedis(wsk, loopback(port));
    await other.command("PING");
    const gone = Promise.allSettled([waits, other.command("BLPOP", "no", "0")]);
    await running.stops();
    const ended = { status: "rejected", reason: expect.any(Error) };
    expect(await gone).toEqual([ended, ended]);
    await expect(client.command("PING")).rejects.toThrow();
    await expect(other.command("PING")).rejects.toThrow();
  });
});

it("fails if there is no Redis", async () => {
  const port = await freePort();
  const asked = await runExample("redis-client", String(port), "PING");
  expect(asked.code).toBe(1);
  expect(asked.stderr).toMatch(/^socketConnect: .*\n$/);
});
