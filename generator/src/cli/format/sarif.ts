/** One SARIF log, version 2.1.0. @module */
import type {
  Location as SarifLocation,
  Log,
  Notification,
  PhysicalLocation,
  Result,
  Run as SarifRun,
} from "sarif";
import type { Diagnostic, Location } from "../../diagnostics/diagnostic.ts";
import { EXIT } from "../exit-codes.ts";
import type { Io } from "../../terminal/io.ts";
import { packageFacts } from "../package-facts.ts";
import {
  driftFindings,
  fromCheckout,
  refusalFindings,
  tableFindings,
  type FileFinding,
  type TableFinding,
} from "./findings.ts";
import type { Failure, Format } from "./format.ts";
import { sarifRules } from "./sarif-rules.ts";

export const sarif: Format = {
  generated(result, { io, given }) {
    const files = refusalFindings(result, given);
    print(io, resultsOf(tableFindings(result.packages), files, io));
    return Promise.resolve();
  },
  checked(result, { io, given }) {
    const files = driftFindings(result, given);
    print(io, resultsOf(tableFindings(result.packages), files, io));
    return Promise.resolve();
  },
  failed(failure, io) {
    print(io, [], failure);
    io.stderr.write(failure.text);
    return Promise.resolve();
  },
};

/** The folder that all paths count from; whoever reads the log knows where it is. */
const BASE = "%SRCROOT%";

const RULES = sarifRules();
const INDEX = new Map(RULES.map(({ id }, index) => [id, index]));

function print(io: Io, results: Result[], failure?: Failure): void {
  const { version } = packageFacts();
  const run: SarifRun = {
    tool: {
      driver: { name: "captable", semanticVersion: version, rules: RULES },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: {
      [BASE]: { description: { text: "The folder of the checkout." } },
    },
    invocations: [invocation(failure)],
    results,
  };
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  io.stdout.write(`${JSON.stringify(log, undefined, 2)}\n`);
}

function invocation(
  failure: Failure | undefined,
): NonNullable<SarifRun["invocations"]>[number] {
  if (failure === undefined) return { executionSuccessful: true };
  const { kind, message } = failure;
  const notes: Notification[] = [
    { level: "error", message: { text: plain(message) } },
  ];
  const exitCode = kind === "usage" ? EXIT.usage : EXIT.bug;
  return kind === "usage"
    ? {
        executionSuccessful: false,
        exitCode,
        toolConfigurationNotifications: notes,
      }
    : {
        executionSuccessful: false,
        exitCode,
        toolExecutionNotifications: notes,
      };
}

function resultsOf(
  tables: readonly TableFinding[],
  files: readonly FileFinding[],
  io: Io,
): Result[] {
  return [
    ...tables.map((finding) => tableResult(finding, io)),
    ...files.map((finding) => fileResult(finding, io)),
  ];
}

function tableResult({ diagnostic, accepted }: TableFinding, io: Io): Result {
  const { code, severity, at, related } = diagnostic;
  return {
    ...ruleOf(code),
    level: severity,
    message: { text: plain(wordsOf(diagnostic)) },
    locations: [{ physicalLocation: place(at, io) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, index): SarifLocation => ({
        id: index + 1,
        message: { text: plain(other.message) },
        physicalLocation: place(other.at, io),
      })),
    }),
    suppressions:
      accepted === undefined
        ? []
        : [{ kind: "inSource", justification: accepted }],
  };
}

function wordsOf({ message, reason, help }: Diagnostic): string {
  return [
    `${message}.`,
    ...(reason === undefined ? [] : [`Why: ${reason}.`]),
    ...(help === undefined ? [] : [`Help: ${help}.`]),
  ].join("\n");
}

function fileResult(finding: FileFinding, io: Io): Result {
  const { rule, severity, path, message, help } = finding;
  return {
    ...ruleOf(rule),
    level: severity,
    message: { text: plain(`${message}\nHelp: ${help}`) },
    locations: [{ physicalLocation: { artifactLocation: address(path, io) } }],
    suppressions: [],
  };
}

function ruleOf(id: string): Pick<Result, "ruleId" | "ruleIndex"> {
  const ruleIndex = INDEX.get(id);
  return { ruleId: id, ...(ruleIndex !== undefined && { ruleIndex }) };
}

function place(at: Location, io: Io): PhysicalLocation {
  return {
    artifactLocation: address(at.path, io),
    region: {
      startLine: at.line,
      startColumn: at.column,
      endLine: at.endLine,
      endColumn: at.endColumn,
    },
  };
}

function address(
  path: string,
  io: Io,
): NonNullable<PhysicalLocation["artifactLocation"]> {
  const shown = fromCheckout(io, path);
  // On another drive of Windows there is no relative path.
  if (/^[A-Za-z]:\//.test(shown))
    return { uri: `file:///${shown.slice(0, 2)}${encoded(shown.slice(2))}` };
  return { uri: encoded(shown), uriBaseId: BASE };
}

function encoded(path: string): string {
  // Half a surrogate pair, which a file name may have, has no code.
  const sound = Buffer.from(path).toString();
  return sound.split("/").map(encodeURIComponent).join("/");
}

/** Text in which nothing is a link: SARIF takes `[words](1)` for one. */
function plain(text: string): string {
  return text.replaceAll("](", String.raw`\](`);
}
