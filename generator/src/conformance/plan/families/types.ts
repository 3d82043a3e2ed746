/** What must compile compiles, and what must not does not. @module */
import type { Family } from "../planned.ts";
import { Failure } from "../planned.ts";
import { clauseOf } from "./support/kinds.ts";

export const types: Family = {
  name: "types",
  *plan(table) {
    const kinds = [...table.categories, ...table.services];
    for (const kind of kinds) {
      yield {
        id: `types/${kind.name}`,
        family: "types",
        category: kind.name,
        ...clauseOf(kind),
        run: async ({ kit }) => {
          const complaints = await kit.typeComplaints();
          const others = kinds.filter((one) => one !== kind);
          const about = complaints.filter(({ message, within = "" }) => {
            const text = `${within} ${message}`;
            const names = (name: string): boolean => text.includes(name);
            const another = others.some(
              (one) =>
                one.className.length > kind.className.length &&
                one.className.includes(kind.className) &&
                names(one.className),
            );
            return names(kind.className) && !another;
          });
          fail(about.map((one) => one.message));
        },
      };
    }
    yield {
      id: "types/package",
      family: "types",
      run: async ({ kit }) => {
        const complaints = await kit.typeComplaints();
        fail(complaints.map((one) => one.message));
      },
    };
  },
};

function fail(messages: readonly string[]): void {
  if (messages.length > 0) throw new Failure(messages.join("\n"));
}
