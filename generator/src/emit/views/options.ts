/** `options.ts`: the options of each function that takes any. @module */
import type { FunctionRow, Table } from "../../model/model.ts";
import { CATEGORY_NAME, optionsName } from "../names.ts";
import {
  documented,
  interfaceDoc,
  type Member,
} from "../print/declarations.ts";
import type { Doc } from "../print/layout.ts";
import {
  hasOptions,
  isCancellable,
  isEmitted,
  optionalParams,
} from "../print/signatures.ts";
import type { Scope } from "../scope.ts";
import { fieldMembers } from "./types.ts";

export function optionDeclarations(table: Table, scope: Scope): readonly Doc[] {
  return functionsWithOptions(table).map((row) => declaration(row, scope));
}

/** Every function that is emitted and takes options, refinements aside. */
export function functionsWithOptions(table: Table): readonly FunctionRow[] {
  return table.functions.filter((row) => isEmitted(row) && hasOptions(row));
}

function declaration(row: FunctionRow, scope: Scope): Doc {
  const members: Member[] = [...fieldMembers(optionalParams(row), scope)];
  if (isCancellable(row)) members.push(signalMember(scope));
  const comment = { text: `Options of \`${row.name}\`.` };
  if (row.creates === undefined) {
    return documented(comment, interfaceDoc(optionsName(row), [], members));
  }
  const category = scope.use(CATEGORY_NAME, "kinds.ts");
  const handlers = scope.use("HandlersOf", "kinds.ts");
  members.push({
    comment: { text: "The handlers of its events." },
    code: `readonly handlers?: ${handlers}[Name] | undefined;`,
  });
  const head = `${optionsName(row)}<Name extends ${category} = ${category}>`;
  return documented(comment, interfaceDoc(head, [], members));
}

function signalMember(scope: Scope): Member {
  const { cancelled } = scope.index.table.violations;
  return {
    comment: { text: `Cancels the call: it then fails with \`${cancelled}\`.` },
    code: "readonly signal?: AbortSignal | undefined;",
  };
}
