import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isWskError, register } from "@captable/wsk";
import { nodeProvider } from "@captable/wsk-node";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const update = process.env["CAPTABLE_UPDATE"] === "1";
const run = promisify(execFile);

/** What a command prints, without the time that it took. */
async function output(command: string): Promise<string> {
  const [program = "", ...args] = command.split(" ");
  const { stdout } = await run(program, args, { cwd: root });
  const lines = stdout.replace(/ {2}\(\d+\.\d+ s\)/g, "").trimEnd();
  // Other tables of this workspace are none of the README's business.
  const own = lines.match(/^generated\/wsk .*$/m);
  return own?.[0] ?? lines;
}

/** The rows of one category in the table. */
async function excerpt(path: string, row: string): Promise<string> {
  const text = await readFile(join(root, path), "utf8");
  const start = text.indexOf(`\n  ${row}:\n`) + 1;
  expect(start, `${row} in ${path}`).toBeGreaterThan(0);
  const rest = text.slice(start);
  const end = rest.search(/\n\n|\n {2}\w+:\n/);
  const rows = rest.slice(0, end < 0 ? undefined : end);
  return rows.replace(/^ {2}/gm, "").trimEnd();
}

/** What a command says at last, under the command. */
async function lastLine(command: string): Promise<string> {
  const last = (await output(command)).split("\n").at(-1) ?? "";
  return `\`\`\`console\n$ ${command}\n…\n${last}\n\`\`\``;
}

async function block(kind: string, argument: string): Promise<string> {
  if (kind === "last line") return lastLine(argument);
  if (kind === "output") {
    return `\`\`\`text\n${await output(argument)}\n\`\`\``;
  }
  const [path = "", row = ""] = argument.split(" ");
  return `\`\`\`yaml\n${await excerpt(path, row)}\n\`\`\``;
}

const MARKER =
  /<!-- (output|last line|excerpt): (.*?) -->\n(?:\n```\w+\n[\s\S]*?\n```\n)?/g;

it("shows what really comes out", { timeout: 300_000 }, async () => {
  const file = join(root, "README.md");
  const text = await readFile(file, "utf8");
  let fresh = text;
  const markers = [...text.matchAll(MARKER)];
  expect(markers.length).toBeGreaterThanOrEqual(3);
  for (const [whole, kind = "", argument = ""] of markers) {
    const marker = `<!-- ${kind}: ${argument} -->`;
    const shown = `${marker}\n\n${await block(kind, argument)}\n`;
    fresh = fresh.replace(whole, () => shown);
  }
  if (update) await writeFile(file, fresh);
  else expect(text).toBe(fresh);
});

it("quotes the error that really comes", async () => {
  const wsk = await register(nodeProvider()).captureProviderNPI();
  await using socket = await wsk.socket("listening");
  const error = await socket.accept().catch((reason: unknown) => reason);
  if (!isWskError(error)) throw new Error("no error came");
  const text = await readFile(join(root, "README.md"), "utf8");
  expect(text).toContain(`// WskError: ${error.message}\n`);
  expect(text).toContain(
    `{ status: "${error.status}", code: 0x${error.code.toString(16)}, functionName: "${error.functionName}", … }`,
  );
});
