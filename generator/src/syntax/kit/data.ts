/** Data for tests, in which `$name` stands for a result. @module */
import { referencePath } from "../../model/references.ts";
import { valuesIn } from "../node.ts";
import type { DataSyntax, Name } from "../tree.ts";
import { anything } from "./scalars.ts";
import type { Shape } from "./shape.ts";

/** Any data, and the results that it refers to. */
export const data: Shape<DataSyntax> = {
  ...anything,
  read(node, reader, owner) {
    const read = anything.read(node, reader, owner);
    if (read === undefined) return undefined;
    const references: Name[] = [];
    for (const scalar of valuesIn(node)) {
      const path = referencePath(scalar.value);
      if (path !== undefined)
        references.push({ value: path[0], span: reader.span(scalar) });
    }
    return { ...read, references };
  },
};
