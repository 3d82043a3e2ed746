/** Data for tests, in which `$name` stands for a result. @module */
import { visit } from "yaml";
import { referencePath } from "../../model/references.ts";
import type { DataSyntax, Name } from "../tree.ts";
import { anything } from "./scalars.ts";
import type { Shape } from "./shape.ts";
import { spanOfNode } from "../yaml.ts";

/** Any data, and the results that it refers to. */
export const data: Shape<DataSyntax> = {
  ...anything,
  read(node, reader, owner) {
    const read = anything.read(node, reader, owner);
    if (read === undefined) return undefined;
    const references: Name[] = [];
    visit(node, {
      Scalar(key, scalar) {
        const path = key === "key" ? undefined : referencePath(scalar.value);
        if (path === undefined) return;
        const span = spanOfNode(scalar, reader.source);
        references.push({ value: path[0], span });
      },
    });
    return { ...read, references };
  },
};
