/**
 * A provider around a provider: it holds it to what the table asks of a provider. The classes of a package hold the
 * application to the table already.
 *
 * @module
 */
import type { Category, Table } from "../../model/model.ts";
import { creatorOf, entriesOf, lookupOf } from "../lookup.ts";
import type { ModelFactory } from "../model-provider/model.ts";
import type { ModelHost } from "../model-provider/instance.ts";
import type { TypeWorld } from "./conforms.ts";
import type { ContractBreach } from "./breach.ts";
import { CheckedDispatch } from "./checked-dispatch.ts";

export { ContractBreach, type Clause } from "./breach.ts";

type Exports = Readonly<Record<string, unknown>>;
type AnyFunction = (...args: readonly unknown[]) => unknown;

/** What checked code knows of its provider. */
export interface CheckedWorld extends TypeWorld {
  readonly table: Table;
  readonly provider: string;
  /** Takes note of every breach: a provider may swallow what it is told of one. */
  readonly note: (breach: ContractBreach) => void;
}

/** The provider, held to the table: every breach is a {@link ContractBreach}, which `note` is told of as well. */
export function checkedProvider(
  provider: object,
  table: Table,
  exports: Exports,
  note: (breach: ContractBreach) => void = () => {},
): object {
  const lookup = lookupOf(table);
  const name = String(Reflect.get(provider, "name") ?? "without a name");
  const world: CheckedWorld = { table, lookup, exports, provider: name, note };
  const wrapped: Record<string, unknown> = { name };
  for (const row of entriesOf(table)) {
    const enter = member(provider, row.name);
    wrapped[row.name] = (factory: ModelFactory, ...args: unknown[]) =>
      enter(checkedFactory(factory, world), ...args);
  }
  if (creatorOf(table) === undefined) return wrapped;
  for (const kind of table.categories) {
    if (kind.abstract) continue;
    wrapped[kind.name] = (host: ModelHost) =>
      opened(kind, host, world, (inner) =>
        Object(member(provider, kind.name)(inner)),
      );
  }
  return wrapped;
}

function member(target: object, name: string): AnyFunction {
  const found: unknown = Reflect.get(target, name);
  if (typeof found !== "function") {
    throw new TypeError(`the provider has no ${name}`);
  }
  return (...args) => Reflect.apply(found, target, args);
}

function checkedFactory(
  factory: ModelFactory,
  world: CheckedWorld,
): ModelFactory {
  return {
    create: (kind, state, open, handlers) => {
      const row = world.lookup.kind(kind);
      return factory.create(
        kind,
        state,
        (host) => opened(row, host, world, open),
        handlers,
      );
    },
  };
}

function opened(
  kind: Category,
  host: ModelHost,
  world: CheckedWorld,
  open: (host: ModelHost) => object,
): object {
  const checked = new CheckedDispatch(kind, host, world);
  return checked.functions(open(checked.host()));
}
