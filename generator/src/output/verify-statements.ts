/** Which kinds of statements a generated TypeScript file may have at its top level. @module */
import type { Program, Statement } from "oxc-parser";

/** A statement at the top level of a module. */
export type Node = Program["body"][number];

/** Says which statements no emitter writes. */
export function statementFaults(
  path: string,
  { body }: Program,
): readonly { readonly at: number; readonly message: string }[] {
  const allowed = path.endsWith(".test.ts") ? isAllowedInTest : isAllowed;
  return body
    .filter((node) => !allowed(node))
    .map(({ start, type }) => ({
      at: start,
      message: `${type} is not allowed at the top level`,
    }));
}

function isAllowed(node: Node): boolean {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportDefaultDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "ClassDeclaration":
    case "FunctionDeclaration":
    case "TSDeclareFunction":
      return true;
    case "VariableDeclaration":
      return node.kind === "const" || isUninitializedLet(node);
    case "ExportNamedDeclaration":
      return node.declaration === null || isAllowed(node.declaration);
    default:
      return false;
  }
}

/** A variable that a static block is to fill; by itself it runs nothing. */
function isUninitializedLet(
  node: Extract<Node, { type: "VariableDeclaration" }>,
): boolean {
  return (
    node.kind === "let" && node.declarations.every(({ init }) => init === null)
  );
}

function isAllowedInTest(node: Node): boolean {
  if (isAllowed(node)) return true;
  if (node.type === "ExpressionStatement") return isTestCall(node.expression);
  return node.type === "ForOfStatement" && bodyOf(node).every(isAllowedInTest);
}

function bodyOf(loop: { readonly body: Statement }): readonly Statement[] {
  return loop.body.type === "BlockStatement" ? loop.body.body : [loop.body];
}

type Expression = Extract<Node, { type: "ExpressionStatement" }>["expression"];

const TEST_FUNCTIONS: ReadonlySet<string> = new Set([
  "conformanceTests",
  "describe",
  "it",
  "test",
]);

/** `describe(…)`, `it.each(…)(…)` and the like. */
function isTestCall(expression: Expression): boolean {
  if (expression.type !== "CallExpression") return false;
  let callee = expression.callee;
  while (callee.type !== "Identifier") {
    if (callee.type === "MemberExpression") callee = callee.object;
    else if (callee.type === "CallExpression") callee = callee.callee;
    else return false;
  }
  return TEST_FUNCTIONS.has(callee.name);
}
