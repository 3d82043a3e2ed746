/** `types.ts`: the table's types, and the native numbers of their members. @module */
import type {
  EnumType,
  Field,
  FlagsType,
  Row,
  Table,
  TypeDeclaration,
  UnionType,
} from "../../model/model.ts";
import { caseName } from "../names.ts";
import {
  documented,
  interfaceDoc,
  literalUnionDoc,
  type Member,
  unionDoc,
  unionMembers,
} from "../print/declarations.ts";
import type { Doc } from "../print/layout.ts";
import {
  hexLiteral,
  identifier,
  propertyKey,
  stringLiteral,
} from "../print/literals.ts";
import { fieldComment } from "../print/signatures.ts";
import { typeText } from "../print/types.ts";
import type { Scope } from "../scope.ts";
import { block } from "../print/declarations.ts";
import { codeOrText, say } from "../print/prose.ts";

export function typeDeclarations(table: Table, scope: Scope): readonly Doc[] {
  return table.types.flatMap((type) => declarations(type, scope));
}

function declarations(type: TypeDeclaration, scope: Scope): readonly Doc[] {
  const comment = typeComment(type);
  const name = identifier(type.name);
  switch (type.kind) {
    case "enum":
      return [
        documented(comment, literalUnionDoc(name, type.members.map(nameOf))),
        ...natives(type),
      ];
    case "flags":
      return [
        documented(comment, interfaceDoc(name, [], type.members.map(flag))),
        ...natives(type),
      ];
    case "struct":
      return [
        documented(
          comment,
          interfaceDoc(name, [], fieldMembers(type.fields, scope)),
        ),
      ];
    case "union":
      return unionDeclarations(type, scope);
    case "alias":
      return [
        documented(comment, unionDoc(name, [typeText(type.type, scope)])),
      ];
    case "opaque":
      return [documented(comment, unionDoc(name, ["unknown"]))];
  }
}

function typeComment(
  type: TypeDeclaration,
): TypeDeclaration & { text: string } {
  const facts = type.kind === "enum" ? memberList(type.members) : "";
  return { ...type, text: `${type.doc}\n\n${facts}` };
}

/** The members of a union of literals have no place for comments of their own. */
function memberList(members: readonly Row[]): string {
  return members
    .filter((member) => member.doc !== "")
    .map((member) => `- \`${member.name}\`: ${member.doc}`)
    .join("\n\n");
}

function nameOf(row: Row): string {
  return row.name;
}

function flag(row: Row): Member {
  return {
    comment: { ...row, text: row.doc },
    code: `readonly ${identifier(row.name)}?: boolean | undefined;`,
  };
}

function unionDeclarations(union: UnionType, scope: Scope): readonly Doc[] {
  const cases = union.cases.map((one) =>
    documented(
      { ...one, text: one.doc },
      interfaceDoc(
        identifier(caseName(union, one)),
        [],
        [
          {
            code: `readonly ${identifier(union.tag)}: ${stringLiteral(one.name)};`,
          },
          ...fieldMembers(one.fields, scope),
        ],
      ),
    ),
  );
  const names = union.cases.map((one) => caseName(union, one));
  return [
    documented({ ...union, text: union.doc }, unionDoc(union.name, names)),
    ...cases,
  ];
}

export function fieldMembers(
  fields: readonly Field[],
  scope: Scope,
): readonly Member[] {
  return fields.map((field) => ({
    comment: fieldComment(field),
    code: fieldCode(field, scope),
  }));
}

function fieldCode(field: Field, scope: Scope): Doc {
  const type = typeText(field.type, scope);
  const name = identifier(field.name);
  if (!field.optional) return `readonly ${name}: ${type};`;
  return type === "unknown"
    ? `readonly ${name}?: unknown;`
    : [`readonly ${name}?:`, unionMembers([type, "undefined"]), ";"];
}

/** The native numbers, if the table has them. */
function natives(type: EnumType | FlagsType): readonly Doc[] {
  const valued = type.members.flatMap(({ name, value, native }) =>
    value === undefined ? [] : [{ name, value, native }],
  );
  if (valued.length === 0) return [];
  const members = valued.map(({ name, value, native }) => ({
    comment: native === undefined ? undefined : { text: codeOrText(native) },
    code: `${propertyKey(name)}: ${hexLiteral(value)},`,
  }));
  return [
    documented({ text: say`The native numbers of {@link ${type.name}}.` }, [
      block(`export const ${type.name}Native =`, members),
      " as const;",
    ]),
  ];
}
