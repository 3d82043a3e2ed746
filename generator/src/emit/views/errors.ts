/** `errors.ts`. @module */
import type { Table } from "../../model/model.ts";
import type { DocComment } from "../print/comments.ts";
import { type Doc, list } from "../print/layout.ts";
import { identifier } from "../print/literals.ts";

export interface ErrorsView {
  readonly errorClass: string;
  readonly guard: Doc;
  readonly statusDoc: DocComment;
  readonly statuses: readonly {
    readonly name: string;
    readonly code: number;
    readonly comment: DocComment;
  }[];
}

export function errorsView(table: Table): ErrorsView {
  return {
    errorClass: table.errorClass,
    guard: list(
      `export function is${identifier(table.errorClass)}(`,
      ["value: unknown", "status?: Status"],
      `): value is ${table.errorClass} {`,
    ),
    statusDoc: { text: "The statuses, and their native numbers." },
    statuses: table.errors.map((status) => ({
      name: status.name,
      code: status.code,
      comment: { ...status, text: status.doc },
    })),
  };
}
