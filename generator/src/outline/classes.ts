/** The module of a category or a service: its class, and what the type checker alone sees of it. @module */
import type { Category, FunctionRow } from "../model/model.ts";
import { callable, isRequired, type Kinds, requestsOf } from "./kinds.ts";
import { classOf, code, type CodeOutline, local, members } from "./outline.ts";

export function classFile(kind: Category, kinds: Kinds): CodeOutline {
  const rows = callable(kind.functions);
  const own = rows.filter(({ id }) => kind.ownFunctions.has(id));
  const inherited = rows.filter(({ id }) => !kind.ownFunctions.has(id));
  const requests = own
    .filter(({ accesses }) => accesses.length > 0)
    .map(({ id }) => `${id}Requests`);
  const [parent] = kind.parents;
  return code([
    ...local("const", ...requests),
    {
      kind: "interface",
      name: kind.className,
      exported: true,
      members: inTypesAlone(kind, inherited),
    },
    classOf(kind.className, [...getters(kind), ...methods(own)], {
      kind: kind.abstract ? "abstract class" : "class",
      base: parent === undefined ? "Instance" : kinds.get(parent).className,
    }),
  ]);
}

/** The brand, and the inherited functions that are more particular here. */
function inTypesAlone(
  kind: Category,
  inherited: readonly FunctionRow[],
): readonly string[] {
  const retyped = inherited.filter((row) =>
    row.accesses.length > 0 && kind.properties.length > 0
      ? requestsOf(kind, row).length > 0
      : kind.refined.has(row.id),
  );
  const names = retyped.map(({ name }) => name);
  return ["field [brand]", ...members("method", ...names)];
}

function getters(kind: Category): readonly string[] {
  const abstract = kind.abstract ? "abstract " : "";
  return [
    ...(kind.kind === "category" ? [`${abstract}get category`] : []),
    "get state",
    ...(kind.roles.length > 0 ? ["get role"] : []),
  ];
}

function methods(own: readonly FunctionRow[]): readonly string[] {
  const disposer = own.find(({ traits }) => traits.has("disposes"));
  const disposes = disposer !== undefined && !disposer.params.some(isRequired);
  const names = own.map(({ name }) => name);
  return members(
    "method",
    ...names,
    ...(disposes ? ["[Symbol.asyncDispose]"] : []),
  );
}
