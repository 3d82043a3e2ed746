/** For GitHub: annotations at the places, and the text for people. @module */
import type { Io, Sink } from "../../terminal/io.ts";
import type { Location } from "../../diagnostics/diagnostic.ts";
import {
  driftFindings,
  fromCheckout,
  refusalFindings,
  tableFindings,
  type FileFinding,
  type TableFinding,
} from "./findings.ts";
import type { Format, Run } from "./format.ts";
import { text } from "./text.ts";

export const github: Format = {
  async generated(result, run) {
    await printText(run.io, (io) => text.generated(result, { ...run, io }));
    annotate(
      tableFindings(result.packages),
      refusalFindings(result, run.given),
      run,
    );
  },
  async checked(result, run) {
    await printText(run.io, (io) => text.checked(result, { ...run, io }));
    annotate(
      tableFindings(result.packages),
      driftFindings(result, run.given),
      run,
    );
  },
  async failed(failure, io) {
    await printText(io, (inner) => text.failed(failure, inner));
    const title = failure.kind === "usage" ? "captable" : "a bug of captable";
    io.stdout.write(command("error", { title }, failure.message));
  },
};

/**
 * Prints what is for people between two marks that keep GitHub from obeying it: a diff may hold a line that looks
 * like a command. All of it goes to one stream, since the order of two is not kept.
 */
async function printText(
  io: Io,
  print: (io: Io) => Promise<void>,
): Promise<void> {
  let printed = "";
  const sink: Sink = { write: (more: string) => (printed += more) };
  await print({ ...io, stdout: sink, stderr: sink });
  if (printed === "") return;
  const mark = markFor(printed);
  io.stdout.write(`::stop-commands::${mark}\n`);
  io.stdout.write(printed.endsWith("\n") ? printed : `${printed}\n`);
  io.stdout.write(`::${mark}::\n`);
}

/** A mark that does not occur in the text, so that nothing in it can end what it is in. */
function markFor(printed: string): string {
  for (let number = 1; ; number += 1) {
    const mark = `captable-text-${number}`;
    if (!printed.includes(mark)) return mark;
  }
}

function annotate(
  tables: readonly TableFinding[],
  files: readonly FileFinding[],
  { io }: Run,
): void {
  for (const { diagnostic, accepted } of tables) {
    if (accepted !== undefined) continue;
    const { severity, code, message, reason, help, at } = diagnostic;
    const lines = [
      message,
      ...(reason === undefined ? [] : [`why: ${reason}`]),
      ...(help === undefined ? [] : [`help: ${help}`]),
    ];
    const properties = { ...placeOf(at, io), title: code };
    io.stdout.write(command(severity, properties, lines.join("\n")));
  }
  for (const { rule, severity, path, message, help } of files) {
    const file = fromCheckout(io, path);
    const properties = { file, title: rule };
    io.stdout.write(command(severity, properties, `${message}\n${help}`));
  }
}

type Properties = Readonly<Record<string, string | number>>;

/** GitHub takes columns only within one line. */
function placeOf(at: Location, io: Io): Properties {
  const file = fromCheckout(io, at.path);
  const { line, column, endLine, endColumn } = at;
  return line === endLine
    ? { file, line, col: column, endLine, endColumn }
    : { file, line, endLine };
}

function command(
  name: string,
  properties: Properties,
  message: string,
): string {
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${propertyText(String(value))}`,
  );
  return `::${name} ${written.join(",")}::${messageText(message)}\n`;
}

function messageText(text: string): string {
  return text
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function propertyText(text: string): string {
  return messageText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
