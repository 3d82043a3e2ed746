/** The class of a category or a service. @module */
import type { Category, FunctionRow } from "../../model/model.ts";
import { categoryNames, hasDescendants } from "../names.ts";
import { methodBody } from "../print/bodies.ts";
import type { DocComment } from "../print/comments.ts";
import { block, type Member } from "../print/declarations.ts";
import { type Doc, list } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import {
  functionComment,
  isEmitted,
  requiredParams,
  signature,
} from "../print/signatures.ts";
import { Scope, type TableIndex } from "../scope.ts";
import {
  accessorMethod,
  accessorOverloads,
  type MethodCode,
  requestsConstant,
} from "./accessor-method.ts";
import { creatorMethod } from "./creator-method.ts";

export interface ClassView {
  readonly imports: Doc;
  readonly requests: readonly Doc[];
  readonly merged: Doc;
  readonly comment: DocComment;
  readonly head: Doc;
  readonly getters: readonly Doc[];
  readonly methods: readonly MethodView[];
  readonly disposer?: string | undefined;
}

interface MethodView extends MethodCode {
  readonly comment: DocComment;
  readonly failure: Doc;
}

const CALL = "runtime/call.ts";

export function classView(index: TableIndex, kind: Category): ClassView {
  const scope = new Scope(index, categoryNames(kind).classFile);
  const own = kind.functions.filter(
    (row) => isEmitted(row) && kind.ownFunctions.has(row.id),
  );
  const view = {
    requests: own
      .filter((row) => row.accesses.length > 0)
      .map((row) => requestsConstant(row, scope)),
    merged: mergedInterface(kind, scope),
    comment: classComment(kind),
    head: classHead(kind, scope),
    getters: getters(kind, scope),
    methods: own.map((row) => method(kind, row, scope)),
    disposer: disposer(own, scope),
  };
  return { ...view, imports: scope.imports() };
}

function classComment(kind: Category): DocComment {
  const roles = kind.roles.map((role) => `\`${role.name}\``).join(" or ");
  const committing =
    roles === "" ? "" : `\n\nCommits to the role ${roles} once it is created.`;
  return { ...kind, text: `${kind.doc}${committing}` };
}

function classHead(kind: Category, scope: Scope): Doc {
  const [parent] = kind.parents;
  const base =
    parent === undefined
      ? scope.useValue("Instance", "runtime/instance.ts")
      : scope.useValue(
          scope.index.kind(parent).className,
          categoryNames(scope.index.kind(parent)).classFile,
        );
  const abstract = kind.abstract ? "abstract " : "";
  return `export ${abstract}class ${identifier(kind.className)} extends ${base} {`;
}

/** What the class says only to the type checker: its brand, and inherited members in its own terms. */
function mergedInterface(kind: Category, scope: Scope): Doc {
  const names = categoryNames(kind);
  const brand = scope.use("brand", "runtime/instance.ts");
  const members: Member[] = [
    {
      code: `readonly [${brand}]: ${scope.use(names.brand, "kinds.ts")};`,
    },
  ];
  for (const row of kind.functions) {
    if (!isEmitted(row) || kind.ownFunctions.has(row.id)) continue;
    if (row.accesses.length > 0 && kind.properties.length > 0) {
      for (const overload of accessorOverloads(kind, row, scope)) {
        members.push({ code: overload });
      }
    } else if (kind.refined.has(row.id)) {
      members.push({
        comment: functionComment(row, scope.index),
        code: signature(row, scope, "dispatch", ";"),
      });
    }
  }
  return block(`export interface ${kind.className}`, members);
}

function getters(kind: Category, scope: Scope): readonly Doc[] {
  const names = categoryNames(kind);
  const override = kind.parents.length > 0 ? "override " : "";
  const stateOf = scope.useValue("stateOf", CALL);
  const state = scope.use(names.state, "kinds.ts");
  const result: Doc[] = [];
  if (kind.kind === "category") {
    const type = scope.use(names.category, "kinds.ts");
    result.push(
      kind.abstract
        ? `abstract ${override}get category(): ${type};`
        : `${override}get category(): ${type} {\n    return ${stringLiteral(kind.name)};\n  }`,
    );
  }
  result.push(
    `${override}get state(): ${state} {\n    return ${stateOf}(this);\n  }`,
  );
  if (kind.roles.length > 0) {
    const roleOf = scope.useValue("roleOf", CALL);
    const role = scope.use(names.role, "kinds.ts");
    const inherited = kind.parents.some(
      (parent) => scope.index.kind(parent).roles.length > 0,
    );
    result.push(
      `${inherited ? "override " : ""}get role(): ${role} | undefined {\n    return ${roleOf}(this);\n  }`,
    );
  }
  return result;
}

function method(kind: Category, row: FunctionRow, scope: Scope): MethodView {
  const comment = functionComment(row, scope.index, legalStates(kind, row));
  const refused = scope.useValue("refusalOf", CALL);
  const error = list(
    `${refused}(`,
    ["this", stringLiteral(row.id), "error"],
    ")",
  );
  const failure: Doc = row.sync
    ? ["throw ", error, ";"]
    : list("return Promise.reject(", [error], ");");
  if (row.accesses.length > 0) {
    return { comment, failure, ...accessorMethod(kind, row, scope) };
  }
  if (row.creates !== undefined) {
    return { comment, failure, ...creatorMethod(kind, row, scope) };
  }
  return {
    comment,
    failure,
    overloads: [],
    signature: signature(row, scope, "class", " {"),
    body: methodBody(kind, row, scope),
  };
}

/** Its legal states, where they are the same for all who read the comment: descendants may have more. */
function legalStates(kind: Category, row: FunctionRow): readonly string[] {
  if (hasDescendants(kind)) return [];
  const keys = [row.id, ...row.variants.map((one) => `${row.id}.${one.name}`)];
  return kind.lifecycle.states
    .filter((state) => keys.some((key) => state.calls.has(key)))
    .map((state) => state.name);
}

function disposer(
  own: readonly FunctionRow[],
  scope: Scope,
): string | undefined {
  const row = own.find((candidate) => candidate.traits.has("disposes"));
  if (row === undefined || requiredParams(row).length > 0) return undefined;
  scope.useValue("dispose", CALL);
  return row.name;
}
