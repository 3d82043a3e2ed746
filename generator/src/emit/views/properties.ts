/** `properties.ts`: what each request reaches in each category, by the property's name. @module */
import type {
  Access,
  Category,
  PropertyAccess,
  PropertyRow,
  Table,
} from "../../model/model.ts";
import { optionsName, requestName } from "../names.ts";
import { checkReference, isCheckable } from "../print/checks.ts";
import type { DocComment } from "../print/comments.ts";
import {
  documented,
  interfaceDoc,
  type Member,
} from "../print/declarations.ts";
import { broken, type Doc, indent, line, list } from "../print/layout.ts";
import { propertyKey } from "../print/literals.ts";
import { isCancellable, isEmitted } from "../print/signatures.ts";
import { typeText } from "../print/types.ts";
import type { Scope } from "../scope.ts";
import { object } from "../print/data.ts";
import { say } from "../print/prose.ts";

/** One request of an accessor in a category, with the properties that it reaches there. */
export interface Reach {
  readonly access: Access;
  readonly properties: readonly PropertyRow[];
}

/** What an accessor reaches in a category, request by request; requests that reach nothing are left out. */
export function reaches(
  kind: Category,
  accesses: readonly Access[],
): readonly Reach[] {
  return accesses
    .map((access) => ({
      access,
      properties: kind.properties.filter(
        (property) =>
          property.kind === access.kind &&
          property[access.access] !== undefined,
      ),
    }))
    .filter(({ properties }) => properties.length > 0);
}

export function accessorsOf(kind: Category): Category["functions"] {
  return kind.functions.filter(
    (row) => isEmitted(row) && row.accesses.length > 0,
  );
}

export function propertyDeclarations(
  table: Table,
  scope: Scope,
): readonly Doc[] {
  return [...table.categories, ...table.services].flatMap((kind) =>
    accessorsOf(kind).flatMap((row) =>
      reaches(kind, row.accesses).map(({ access, properties }) => {
        const parents = kind.parents
          .map((name) => scope.index.kind(name))
          .filter((parent) => reachesAny(parent, access));
        const inherited = new Set(
          parents.flatMap((parent) => parent.properties.map((one) => one.name)),
        );
        const options = isCancellable(row)
          ? scope.use(optionsName(row), "options.ts")
          : undefined;
        return documented(
          {
            text: say`What \`${row.name}("${access.name}")\` reaches in {@link ${kind.className}}.`,
          },
          interfaceDoc(
            requestName(kind, access),
            parents.map((parent) => requestName(parent, access)),
            properties
              .filter((property) => !inherited.has(property.name))
              .map((property) => member(property, access, options, scope)),
          ),
        );
      }),
    ),
  );
}

function reachesAny(kind: Category, access: Access): boolean {
  return reaches(kind, [access]).length > 0;
}

function member(
  property: PropertyRow,
  access: Access,
  options: string | undefined,
  scope: Scope,
): Member {
  const row = property[access.access];
  const key = propertyKey(property.name);
  if (row === undefined) throw new Error(`${property.name}: no such access`);
  const comment = propertyComment(property, row);
  if (access.access === "run") {
    const result =
      row.result === undefined ? "void" : typeText(row.result, scope);
    return {
      comment,
      code: broken(
        `readonly ${key}: {`,
        indent(
          line,
          list("readonly input: [", inputParts(row, options, scope), "];"),
          line,
          `readonly result: ${result};`,
        ),
        line,
        "};",
      ),
    };
  }
  const type = access.access === "get" ? row.result : row.input?.type;
  const text = type === undefined ? "void" : typeText(type, scope);
  const optional = access.access === "set" && row.input?.optional;
  return {
    comment,
    code: `readonly ${key}: ${optional ? `${text} | undefined` : text};`,
  };
}

/** What a command takes behind its name. */
function inputParts(
  row: PropertyAccess,
  options: string | undefined,
  scope: Scope,
): readonly string[] {
  const parts: string[] = [];
  if (row.input !== undefined) {
    const type = typeText(row.input.type, scope);
    parts.push(row.input.optional ? `input?: ${type}` : `input: ${type}`);
  }
  if (options !== undefined) parts.push(`options?: ${options}`);
  return parts;
}

function propertyComment(
  property: PropertyRow,
  row: PropertyAccess,
): DocComment {
  const facts: string[] = [];
  if (property.code !== undefined) {
    facts.push(`Code 0x${property.code.toString(16)}`);
  }
  if (property.level !== undefined)
    facts.push(`level ${property.level.member}`);
  if (property.default !== undefined) {
    facts.push(`default ${String(property.default)}`);
  }
  const states = [...new Set([...row.states.values()].flat())];
  const legal =
    states.length === 0 ? "" : `\n\nLegal in: ${states.join(", ")}.`;
  const summary = facts.length === 0 ? "" : `\n\n${facts.join(", ")}.`;
  const errors = row.errors.map(({ status, when }) =>
    when === "" ? say`@throws ${status}` : say`@throws ${status} - ${when}`,
  );
  const text = [property.doc, row.doc].filter((part) => part !== "");
  return {
    ...property,
    text: `${text.join("\n\n")}${summary}${legal}`,
    tags: errors,
  };
}

/** The object of `property-inputs.ts`: how the value of each settable property is checked. */
export function propertyInputs(table: Table, scope: Scope): Doc {
  return object(
    table.properties.flatMap((property) => {
      const entries = (["set", "run"] as const).flatMap((access) => {
        const input = property[access]?.input;
        return input === undefined
          ? []
          : [[access, inputDoc(input, scope)] as const];
      });
      return entries.length === 0
        ? []
        : [[property.name, object(entries)] as const];
    }),
  );
}

function inputDoc(
  input: NonNullable<PropertyAccess["input"]>,
  scope: Scope,
): Doc {
  const check = isCheckable(input.type)
    ? checkReference(input.type, scope)
    : scope.useValue("expectUnknown", "runtime/check.ts");
  const optional = input.optional ? ", optional: true" : "";
  return `{ check: ${check}${optional} }`;
}
