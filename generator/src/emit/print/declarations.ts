/** Declarations: interfaces, unions, constants, with their documentation. @module */
import { type DocComment, docComment } from "./comments.ts";
import {
  broken,
  type Doc,
  group,
  ifBreak,
  indent,
  join,
  line,
} from "./layout.ts";
import { stringLiteral } from "./literals.ts";

/** A comment, and the line break behind it; to be used in a group that is broken. */
export function commentDoc(comment: DocComment, indentation: number): Doc {
  return docComment(comment, indentation)
    .split("\n")
    .slice(0, -1)
    .map((text) => [text.slice(indentation), line]);
}

export interface Member {
  readonly comment?: DocComment | undefined;
  readonly code: Doc;
}

/** `head { member; member }`, a member a line; documented members are set apart by nothing but their comments. */
export function block(head: Doc, members: readonly Member[]): Doc {
  if (members.length === 0) return [head, " {}"];
  return broken(
    head,
    " {",
    indent(
      members.map(({ comment, code }) => [
        line,
        comment === undefined ? "" : commentDoc(comment, 2),
        code,
      ]),
    ),
    line,
    "}",
  );
}

/** A declaration at the top level, documented. */
export function documented(comment: DocComment, code: Doc): Doc {
  return broken(commentDoc(comment, 0), code);
}

/** `export interface Name extends A, B { … }` */
export function interfaceDoc(
  name: string,
  parents: readonly string[],
  members: readonly Member[],
): Doc {
  return block(interfaceHead(name, parents), members);
}

function interfaceHead(name: string, parents: readonly string[]): Doc {
  const head = `export interface ${name}`;
  if (parents.length === 0) return head;
  const [only] = parents;
  if (parents.length === 1) return `${head} extends ${only}`;
  return group(
    head,
    indent(line, group("extends ", indent(join([",", line], parents)))),
  );
}

/** `export type Name = A | B;` */
export function unionDoc(name: string, members: readonly string[]): Doc {
  if (members.length === 0) return `export type ${name} = never;`;
  const [only] = members;
  if (members.length === 1)
    return group(`export type ${name} =`, indent(line, `${only};`));
  return [`export type ${name} =`, unionMembers(members), ";"];
}

/** The members of a union behind `=` or `:`: in the line, else in the next line, else one a line. */
export function unionMembers(members: readonly string[]): Doc {
  return group(indent(line, alternatives(members)));
}

/** `A | B`, or one a line, each behind a bar. */
export function alternatives(members: readonly string[]): Doc {
  const [first = "", ...rest] = members;
  return group(
    ifBreak("| "),
    first,
    rest.map((member) => [line, `| ${member}`]),
  );
}

/** `export type Name = "a" | "b";` */
export function literalUnionDoc(name: string, values: readonly string[]): Doc {
  return unionDoc(name, values.map(stringLiteral));
}
