/** What the guards of roles say of an instance. @module */
import { functionOf } from "../../../session/maker.ts";
import type { Party } from "../../../session/session.ts";
import type { Context } from "../../planned.ts";
import { attempt, expectSame } from "./expect.ts";

/** The instance acts as what it is and in the role that it has taken, and in no other. */
export function expectRoles(
  { table, kit }: Context,
  { kind, instance, role: found }: Party,
  role: string | undefined,
): void {
  expectSame(found, role, `the role of ${kind.name}`);
  const all = new Set(
    table.categories.flatMap((one) => one.roles.map((it) => it.name)),
  );
  for (const one of all) {
    const expected = kind.ancestors.includes(one) || role === one;
    const acts = functionOf(kit.exports, "actsAs")(instance, one);
    expectSame(acts, expected, `actsAs ${one} of ${kind.name}`);
    const { threw } = attempt(() =>
      functionOf(kit.exports, "assertActsAs")(instance, one),
    );
    expectSame(!threw, expected, `whether assertActsAs ${one} holds`);
  }
}
