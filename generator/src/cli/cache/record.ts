/** What a run leaves behind for the next one: what a table was made of, and what came of it. @module */
import type {
  AcceptedDiagnostic,
  Diagnostic,
} from "../../diagnostics/diagnostic.ts";
import { sha256 } from "../../output/hash.ts";

/** All that a full run would find out, as long as nothing that it depends on has changed. */
export interface CacheRecord {
  /** Which program made it. */
  readonly generator: string;
  /** The target: a record holds for one place only, also where it is copied to. */
  readonly root: string;
  readonly table: string;
  readonly output: string;
  /** Whether the table was allowed to be large. */
  readonly large: boolean;
  /** Every file that was asked for, relative to the root, with the hash of its bytes if it is there; in that order. */
  readonly inputs: readonly (readonly [path: string, hash: string | null])[];
  /** As the core gave them: relative to the root. */
  readonly diagnostics: readonly Diagnostic[];
  readonly accepted: readonly AcceptedDiagnostic[];
  /** The text of the manifest, which has the hash of every file. */
  readonly manifest: string;
}

/** A record as it is kept: behind the hash of itself. */
export function recordText(record: CacheRecord): string {
  const body = JSON.stringify(record);
  return `${sha256(body)}\n${body}\n`;
}

/** Reads a record; nothing if a single byte of it is not as it was written. */
export function parseRecord(text: string): CacheRecord | undefined {
  const [hash, body, end, ...rest] = text.split("\n");
  if (body === undefined || end !== "" || rest.length > 0) return undefined;
  if (hash !== sha256(body)) return undefined;
  const record = parseJson(body);
  return isRecord(record) ? record : undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const TEXTS = ["generator", "root", "table", "output", "manifest"] as const;
const LISTS = ["inputs", "diagnostics", "accepted"] as const;

/** Deeper than this, the hash answers for what is in it. */
function isRecord(value: unknown): value is CacheRecord {
  if (typeof value !== "object" || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return (
    typeof members.get("large") === "boolean" &&
    TEXTS.every((key) => typeof members.get(key) === "string") &&
    LISTS.every((key) => Array.isArray(members.get(key)))
  );
}
