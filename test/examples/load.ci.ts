import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { portOf, run, startExample } from "./processes.ts";
import { find } from "./tools.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "captable-load-"));
  await writeFile(join(folder, "small.txt"), "x".repeat(100));
  await writeFile(join(folder, "large.bin"), Buffer.alloc(1024 * 1024));
});

afterAll(() => rm(folder, { recursive: true }));

it.for([
  ["small files", "small.txt", []],
  ["small files, each on a connection of its own", "small.txt", ["close"]],
  ["large files", "large.bin", []],
] as const)(
  "serves many clients %s without a fault",
  async ([, file, connection], context) => {
    const wrk = find(context, "wrk");
    await using server = startExample("http-file-server", folder, "0");
    const url = `http://127.0.0.1:${await portOf(server)}/${file}`;
    const headers = connection.flatMap((how) => ["-H", `Connection: ${how}`]);
    const args = ["-t", "1", "-c", "50", "-d", "2s", ...headers, url];
    const { code, stdout } = await run(wrk, args);
    const report = stdout.toString();
    expect(code).toBe(0);
    const [, requests] = /(\d+) requests in/.exec(report) ?? [];
    expect(Number(requests)).toBeGreaterThan(50);
    expect(report).not.toContain("Non-2xx");
    expect(report).not.toContain("Socket errors");
    expect(await server.stops()).toMatchObject({ code: 0, stderr: "" });
    console.log(
      `${file} ${connection.join()}: ${/Requests\/sec:\s+(\S+)/.exec(report)?.[1]} requests/s`,
    );
  },
);
