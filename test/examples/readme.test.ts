import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));

it("names every program, and none that there is not", async () => {
  const text = await readFile(`${folder}README.md`, "utf8");
  const linked = [...text.matchAll(/\]\(([\w-]+)\.ts\)/g)].map(([, n]) => n);
  const started = [...text.matchAll(/dist\/([\w-]+)\.js/g)].map(([, n]) => n);
  const files = await readdir(folder);
  const programs = files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.replace(/\.ts$/, ""));
  expect(linked.sort()).toEqual(programs.sort());
  const servers = programs.filter((n) => n !== "echo" && n !== "program");
  expect(started.sort()).toEqual(servers);
});

it("quotes what does not compile as it is in the programs", async () => {
  const text = await readFile(`${folder}README.md`, "utf8");
  const quoted = /```ts\n([\s\S]*?)```/.exec(text)?.[1]?.trimEnd().split("\n");
  const program = await readFile(`${folder}http-file-server.ts`, "utf8");
  expect(quoted?.length).toBe(4);
  for (const line of quoted ?? []) expect(program).toContain(line);
});
