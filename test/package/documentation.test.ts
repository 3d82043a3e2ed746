import { fileURLToPath } from "node:url";
import { Node, Project, type ClassDeclaration } from "ts-morph";
import { describe, expect, it } from "vitest";
import { table } from "../../generated/wsk/src/table.ts";

const folder = fileURLToPath(new URL("../../generated/wsk", import.meta.url));
const project = new Project({ tsConfigFilePath: `${folder}/tsconfig.json` });
const index = project.getSourceFileOrThrow(`${folder}/src/index.ts`);
const exported = index.getExportedDeclarations();

function commentOf(node: Node): string {
  const owner = Node.isVariableDeclaration(node)
    ? node.getVariableStatementOrThrow()
    : node;
  return Node.isJSDocable(owner)
    ? owner
        .getJsDocs()
        .map((doc) => doc.getInnerText())
        .join("\n")
    : "";
}

function classNamed(name: string): ClassDeclaration {
  const found = exported.get(name)?.find(Node.isClassDeclaration);
  if (found === undefined) throw new Error(`no class ${name}`);
  return found;
}

const kinds = Object.entries({ ...table.categories, ...table.services });
const functions: Readonly<
  Record<string, { readonly name: string; readonly native?: string }>
> = table.functions;

describe("every exported symbol says what it is", () => {
  it("there are many", () => {
    expect(exported.size).toBeGreaterThan(150);
  });

  it.each([...exported.keys()])("%s", (name) => {
    const comments = (exported.get(name) ?? []).map(commentOf).join("");
    expect(comments).not.toBe("");
  });
});

describe.each(kinds)("the class of %s", (_name, kind) => {
  const declaration = classNamed(kind.class);

  it("has the functions of the table, and says their native names", () => {
    const methods = declaration
      .getMethods()
      .filter((method) => !method.getName().startsWith("["));
    const byName = new Map(
      kind.functions.map((id) => [functions[id]?.name, functions[id]?.native]),
    );
    for (const method of methods) {
      const native = byName.get(method.getName());
      const [documented = method] = [method, ...method.getOverloads()].filter(
        (one) => commentOf(one) !== "",
      );
      expect(native, method.getName()).toBeDefined();
      expect(commentOf(documented), method.getName()).toContain(
        `Native name: \`${native}\``,
      );
    }
  });

  it("says where its facts come from", () => {
    expect(commentOf(declaration)).toMatch(
      /@see \{@link https:\/\/\S+ \| WSK_/,
    );
  });
});

describe("a documented method", () => {
  const send = classNamed("ConnectionOrientedSocket").getMethodOrThrow("send");

  it("says what, with units, errors and source", () => {
    const comment = commentOf(send);
    expect(comment).toMatch(/@param buffer - .*Unit: bytes\./s);
    expect(comment).toMatch(/@returns .*Unit: bytes\./s);
    expect(comment).toContain("{@link WskError} STATUS_CONNECTION_RESET");
    expect(comment).toContain("Legal in: connected, recvClosed, aborted.");
    expect(comment).toContain("nc-wsk-pfn_wsk_send | WskSend");
  });
});
