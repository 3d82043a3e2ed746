/** The bodies of the emitted methods: check the arguments, enforce the table, delegate. @module */
import type { Category, Condition, FunctionRow } from "../../model/model.ts";
import { categoryNames } from "../names.ts";
import type { Scope } from "../scope.ts";
import {
  anyTwo,
  boundsStatement,
  guarded,
  paramChecks,
  pathAccess,
} from "./checks.ts";
import {
  type Doc,
  group,
  indent,
  line,
  list,
  softline,
  ifBreak,
} from "./layout.ts";
import { object } from "./data.ts";
import { stringLiteral } from "./literals.ts";
import { argumentNames, hasOptions, isCancellable } from "./signatures.ts";

const CALL = "runtime/call.ts";
const CHECK = "runtime/check.ts";

/** The statements inside the `try` of a method. */
export function methodBody(
  owner: Category,
  row: FunctionRow,
  scope: Scope,
): readonly Doc[] {
  const dispatch = scope.use(categoryNames(owner).dispatch, "provider.ts");
  const open = scope.useValue("openCore", CALL);
  return [
    list(`const ${local("core", row)} = ${open}<`, [dispatch], ">(this);"),
    ...argumentChecks(row, scope),
    ...variantChoice(row, scope),
    ...delegation(owner, row, scope),
  ];
}

/** The name of a local constant that no parameter has. */
function local(name: string, row: FunctionRow): string {
  const taken = row.params.some((param) => param.name === name);
  return taken ? local(`${name}_`, row) : name;
}

/** Everything about the arguments that the table lets the class check. */
export function argumentChecks(row: FunctionRow, scope: Scope): readonly Doc[] {
  const statements: Doc[] = [];
  if (hasOptions(row)) {
    statements.push(`${scope.useValue("expectOptions", CHECK)}(options);`);
  }
  for (const param of row.params) statements.push(...paramChecks(param, scope));
  for (const condition of row.conditions) {
    statements.push(...conditionCheck(row, condition, scope));
  }
  return statements;
}

function conditionCheck(
  row: FunctionRow,
  condition: Condition,
  scope: Scope,
): readonly Doc[] {
  if (condition.kind === "conflict") {
    const entries = condition.paths.map(
      (path) => [path.join("."), pathAccess(row, path, scope)] as const,
    );
    const name = scope.useValue("expectNoConflict", CHECK);
    // What all calls go through makes nothing: only one that has a conflict tells of it.
    return [
      guarded(anyTwo(entries.map(([, value]) => value)), [
        `${name}(${stringLiteral(condition.error)}, `,
        object(entries),
        ");",
      ]),
    ];
  }
  const value = pathAccess(row, [condition.param], scope);
  if (condition.kind === "limit") {
    const path = stringLiteral(condition.param);
    const bounds = boundsStatement(condition.limit, value, path, scope);
    const when = pathAccess(row, condition.when, scope);
    const optional = value.startsWith("options.");
    return [
      guarded(optional ? `${when} && ${value} !== undefined` : when, bounds),
    ];
  }
  // Only the provider knows whether a property has been set.
  if (condition.unlessProperties.length > 0) return [];
  const others = condition.unlessParams.map((path) =>
    pathAccess(row, path.split("."), scope),
  );
  const name = scope.useValue("expectRequired", CHECK);
  return [
    list(
      `${name}(`,
      [
        [value, ...others].join(" ?? "),
        stringLiteral(condition.param),
        stringLiteral(condition.error),
      ],
      ");",
    ),
  ];
}

/** `const call = …`: which form of call this is. */
function variantChoice(row: FunctionRow, scope: Scope): readonly Doc[] {
  if (row.variants.length === 0) return [];
  return [
    [`const ${local("call", row)} = `, group(choices(row, 0, scope)), ";"],
  ];
}

function choices(row: FunctionRow, index: number, scope: Scope): Doc {
  const variant = row.variants[index];
  if (variant === undefined) return stringLiteral(row.id);
  return [
    pathAccess(row, variant.when, scope),
    indent(
      line,
      `? ${stringLiteral(`${row.id}.${variant.name}`)}`,
      line,
      ": ",
      choices(row, index + 1, scope),
    ),
  ];
}

function delegation(
  owner: Category,
  row: FunctionRow,
  scope: Scope,
): readonly Doc[] {
  const core = local("core", row);
  const call =
    row.variants.length === 0 ? stringLiteral(row.id) : local("call", row);
  const target = list(
    `${core}.dispatch.${row.name}(`,
    row.creates === undefined
      ? argumentNames(row)
      : ["category", ...argumentNames(row)],
    ")",
  );
  const signal = isCancellable(row) ? ["options.signal"] : [];
  const entering = list(`${core}.enter(`, [call, ...signal], ");");
  const optional = row.support === "optional";
  const guard = optional ? [entering, missingCheck(row, scope)] : [];
  if (!mayMove(owner, row, scope)) {
    return [...(optional ? guard : [entering]), ["return ", target, ";"]];
  }
  const carry = row.sync ? "carrySync" : "carry";
  const given = signal.length > 0 ? signal : ["undefined"];
  const args = row.sync ? [call] : [call, ...given];
  return [...guard, carried(`${core}.${carry}`, args, target)];
}

/** `return core.carry("bind", options.signal, () => core.dispatch.bind(…));` */
function carried(carry: string, args: readonly string[], target: Doc): Doc {
  return group(
    `return ${carry}(${args.join(", ")}, () =>`,
    indent(line, target),
    ifBreak(","),
    softline,
    ");",
  );
}

function missingCheck(row: FunctionRow, scope: Scope): Doc {
  const core = local("core", row);
  const { unsupported } = scope.index.table.violations;
  return guarded(
    `${core}.dispatch.${row.name} === undefined`,
    list(
      `throw ${core}.fail(`,
      [stringLiteral(row.name), stringLiteral(unsupported)],
      ");",
    ),
  );
}

/** Whether a call changes the state in any lifecycle that runs this method. */
export function mayMove(
  owner: Category,
  row: FunctionRow,
  scope: Scope,
): boolean {
  const keys = [row.id, ...row.variants.map((one) => `${row.id}.${one.name}`)];
  return owner.descendants.some((name) =>
    scope.index
      .kind(name)
      .lifecycle.states.some((state) =>
        keys.some((key) => state.calls.get(key)?.to !== undefined),
      ),
  );
}
