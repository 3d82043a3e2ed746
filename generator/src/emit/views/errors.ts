/** `errors.ts`. @module */
import type { Table } from "../../model/model.ts";
import type { DocComment } from "../print/comments.ts";
import { type Doc, list } from "../print/layout.ts";
import { identifier } from "../print/literals.ts";

export interface ErrorsView {
  readonly errorClass: string;
  /** The guard without a status, with one, and the function behind both. */
  readonly anyGuard: Doc;
  readonly statusGuard: Doc;
  readonly guard: Doc;
  readonly statusDoc: DocComment;
  readonly statuses: readonly {
    readonly name: string;
    readonly code: number;
    readonly comment: DocComment;
  }[];
}

export function errorsView(table: Table): ErrorsView {
  const guard = `export function is${identifier(table.errorClass)}`;
  return {
    errorClass: table.errorClass,
    anyGuard: list(
      `${guard}(`,
      ["value: unknown"],
      `): value is ${table.errorClass};`,
    ),
    // Narrower than the class, so that the other branch keeps the errors of other statuses.
    statusGuard: list(
      `${guard}<Name extends Status>(`,
      ["value: unknown", "status: Name"],
      `): value is ${table.errorClass} & { readonly status: Name };`,
    ),
    guard: list(
      `${guard}(`,
      ["value: unknown", "status?: Status"],
      "): boolean {",
    ),
    statusDoc: { text: "The statuses, and their native numbers." },
    statuses: table.errors.map((status) => ({
      name: status.name,
      code: status.code,
      comment: { ...status, text: status.doc },
    })),
  };
}
