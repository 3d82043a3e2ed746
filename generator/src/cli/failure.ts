/** What goes wrong outside of a table: in the arguments, in the machine, or in captable itself. @module */
import { InterruptedError } from "../output/apply.ts";
import { ForeignWorkError } from "../output/work-folder.ts";
import { slashed, shownFrom } from "./paths.ts";
import { packageFacts } from "./package-facts.ts";

/** The arguments or the configuration are wrong. The message tells what to do. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** Tells what to say of an error that is not a bug of captable; nothing if it is one. */
export function usageMessage(error: unknown, cwd: string): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof InterruptedError) {
    const cause = usageMessage(error.cause, cwd);
    return cause === undefined
      ? undefined
      : `${cause}\nSome files have been replaced and others not yet: mend this, then run "captable generate" again, which finishes the work.`;
  }
  if (error instanceof ForeignWorkError) {
    const shown = shownFrom(cwd, error.path);
    return `${shown} is in the way: ${error.message}\nLook where it comes from, and remove it.`;
  }
  return isSystemError(error) ? systemMessage(error, cwd) : undefined;
}

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    "syscall" in error &&
    typeof error.syscall === "string"
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENOENT: "there is no such file",
  ENOTDIR: "not a folder",
  EEXIST: "there is a file of that name in the way",
  EISDIR: "a folder, not a file",
  ENAMETOOLONG: "the path is too long",
  EBUSY: "in use by another program",
};

function systemMessage(error: SystemError, cwd: string): string {
  const reason = REASONS[error.code] ?? "the system refused";
  const subject =
    error.path === undefined ? "" : `${shownFrom(cwd, error.path)}: `;
  return `${subject}${reason} (${error.code}, ${error.syscall})`;
}

/** What captable prints when it has failed itself: all that whoever mends it needs to know. */
export function bugReport(error: unknown): string {
  const { version, reportTo } = packageFacts();
  const stack = error instanceof Error ? error.stack : undefined;
  return [
    "captable has failed. This is a bug of captable, not of your table.",
    `Please report it ${reportTo === undefined ? "to its maintainers" : `at ${reportTo}`}, with the table if you can and the lines below:`,
    "",
    `captable ${version}, node ${process.versions.node}, ${process.platform} ${process.arch}`,
    slashed(stack ?? String(error)),
    "",
  ].join("\n");
}
