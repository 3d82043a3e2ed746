/** The method of a function that reads and writes properties by name. @module */
import type { Access, Category, FunctionRow } from "../../model/model.ts";
import { requestName } from "../names.ts";
import { type Doc, list } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import { isCancellable, optionsType } from "../print/signatures.ts";
import type { Scope } from "../scope.ts";
import { reaches } from "./properties.ts";

/** The code of a method: its overloads, its signature, and the statements inside its `try`. */
export interface MethodCode {
  readonly overloads: readonly Doc[];
  readonly signature: Doc;
  readonly body: readonly Doc[];
}

function requestsName(row: FunctionRow): string {
  return `${row.id}Requests`;
}

/** `const controlRequests: Requests = { … };` */
export function requestsConstant(row: FunctionRow, scope: Scope): Doc {
  scope.use("Requests", "runtime/access.ts");
  const entries = row.accesses.map((access) => [
    `\n  ${identifier(access.name)}: ${stringLiteral(access.access)},`,
  ]);
  return [`const ${requestsName(row)}: Requests = {`, ...entries, "\n};"];
}

/** The method itself: all the work is the runtime's. */
export function accessorMethod(
  kind: Category,
  row: FunctionRow,
  scope: Scope,
): MethodCode {
  const access = scope.useValue("accessProperty", "runtime/access.ts");
  return {
    overloads: accessorOverloads(kind, row, scope),
    signature: list(
      `${row.name}(`,
      ["request: string", "name: string", "...rest: readonly unknown[]"],
      "): Promise<unknown> {",
    ),
    body: [
      list(
        `return ${access}(`,
        [
          "this",
          stringLiteral(row.id),
          requestsName(row),
          "request",
          "name",
          "rest",
        ],
        ");",
      ),
    ],
  };
}

/** One overload per request that reaches anything in the category. */
export function accessorOverloads(
  kind: Category,
  row: FunctionRow,
  scope: Scope,
): readonly Doc[] {
  return reaches(kind, row.accesses).map(({ access }) =>
    accessorOverload(kind, row, access, scope),
  );
}

function accessorOverload(
  kind: Category,
  row: FunctionRow,
  access: Access,
  scope: Scope,
): Doc {
  const map = scope.use(requestName(kind, access), "properties.ts");
  // A command's options stand in its own list of inputs.
  const options =
    isCancellable(row) && access.access !== "run"
      ? [`options?: ${optionsType(row, scope)}`]
      : [];
  const rest = {
    get: options,
    set: [`value: ${map}[Name]`, ...options],
    run: [`...input: ${map}[Name]["input"]`],
  };
  const results = {
    get: `${map}[Name]`,
    set: "void",
    run: `${map}[Name]["result"]`,
  };
  return list(
    `${row.name}<Name extends keyof ${map}>(`,
    [
      `request: ${stringLiteral(access.name)}`,
      "name: Name",
      ...rest[access.access],
    ],
    `): Promise<${results[access.access]}>;`,
  );
}
