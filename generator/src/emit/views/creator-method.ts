/** The method of the function that creates instances: its first argument names the category. @module */
import type { Category, FunctionRow } from "../../model/model.ts";
import { methodBody } from "../print/bodies.ts";
import { type Doc, list } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import { creation, requiredParams } from "../print/signatures.ts";
import { typeText } from "../print/types.ts";
import type { Scope } from "../scope.ts";
import type { MethodCode } from "./accessor-method.ts";
import { ANY_HANDLERS, hugging } from "./checks.ts";

export function creatorMethod(
  kind: Category,
  row: FunctionRow,
  scope: Scope,
): MethodCode {
  const made = creation(row, scope);
  const params = requiredParams(row).map(
    (param) => `${identifier(param.name)}: ${typeText(param.type, scope)}`,
  );
  const defaulted: Doc[] =
    params.length > 0
      ? []
      : [`${row.name}(): Promise<${made.fallbackType()}>;`];
  const generic = list(
    `${row.name}<Name extends ${made.categoryName}>(`,
    ["category: Name", ...params, `options?: ${made.options}<Name>`],
    `): Promise<${made.instances}[Name]>;`,
  );
  const fallback =
    params.length > 0 ? "" : ` = ${stringLiteral(made.fallback)}`;
  return {
    overloads: [...defaulted, generic],
    signature: list(
      `${row.name}(`,
      [
        `category: ${made.categoryName}${fallback}`,
        ...params,
        `options: ${made.options} = {}`,
      ],
      `): Promise<${scope.instance(undefined)}> {`,
    ),
    body: creatorBody(kind, row, scope),
  };
}

function creatorBody(
  kind: Category,
  row: FunctionRow,
  scope: Scope,
): readonly Doc[] {
  const [open, ...rest] = methodBody(kind, row, scope);
  const concrete = scope.index.table.categories
    .filter((category) => !category.abstract)
    .map((category) => category.name);
  const check = hugging(
    scope.useValue("expectOneOf", "runtime/check.ts"),
    ["category", '"category"'],
    concrete,
  );
  const handlers = list(
    `${scope.useValue("expectOptional", "runtime/check.ts")}(`,
    [
      scope.useValue(ANY_HANDLERS, "checks.ts"),
      "options.handlers",
      '"handlers"',
    ],
    ");",
  );
  const [options, ...others] = rest;
  return [open ?? "", check, options ?? "", handlers, ...others];
}
