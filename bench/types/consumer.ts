/** A program that uses many classes and guards of a package, whoever wrote it. @module */
import type { PlannedCategory } from "../tables/table.ts";
import { namesOf } from "./by-hand.ts";

/** Its text. It takes every so manieth category, and of each a guard, an assertion, methods and the provider's side. */
export function consumerText(
  categories: readonly PlannedCategory[],
  every: number,
): string {
  const used = categories.filter((_, at) => at % every === 0);
  const imports = used.flatMap((it) => {
    const { type, dispatch } = namesOf(it);
    return [`is${type}`, `assert${type}`, `type ${type}`, `type ${dispatch}`];
  });
  return [
    `import {\n${imports.map((name) => `  ${name},\n`).join("")}} from "devices";\n`,
    ...used.map(useText),
  ].join("\n");
}

function useText(category: PlannedCategory): string {
  const { name, functions } = category;
  const { type, dispatch } = namesOf(category);
  const calls = functions.slice(0, 4).map((it) => {
    const args = it.params.map((param) => VALUES[param.type]).join(", ");
    return `  results.push(await device.${it.name}(${args}));\n`;
  });
  return `export async function use_${name}(device: ${type}): Promise<readonly unknown[]> {
  const results: unknown[] = [];
${calls.join("")}  return results;
}

export function try_${name}(value: unknown): unknown {
  if (is${type}(value)) return use_${name}(value);
  assert${type}(value);
  return value.state;
}

export function through_${name}(dispatch: ${dispatch}): Promise<unknown> {
  return dispatch.${functions[0]?.name}(${functions[0]?.params.map((param) => VALUES[param.type]).join(", ")});
}
`;
}

const VALUES = { string: '"a"', boolean: "true", uint32: "1", float: "0.5" };
