/** The package of a table as a person would write it: classes, interfaces and guards, without any generator. @module */
import type { PlannedCategory, PlannedFunction } from "../tables/table.ts";
import { titled } from "../rivals/rival.ts";

/**
 * The sources, by path: the same functions, prose, guards and assertions as those of the generated package, what a
 * provider implements, and, if it is wanted, the type that each function says of what has it.
 */
export function byHand(
  categories: readonly PlannedCategory[],
  { withSupports = false } = {},
): ReadonlyMap<string, string> {
  const files = new Map(
    categories.map((it) => [`${it.name}.ts`, categoryText(it)]),
  );
  files.set("instance.ts", INSTANCE);
  files.set("kinds.ts", kindsText(categories));
  if (withSupports) files.set("supports.ts", supportsText(categories));
  files.set(
    "index.ts",
    [...files.keys()].map((path) => `export * from "./${path}";\n`).join(""),
  );
  return files;
}

/** The names by which a consumer knows a category, in either package. */
export function namesOf({ name }: PlannedCategory): {
  readonly type: string;
  readonly dispatch: string;
} {
  const title = titled(name);
  return { type: `${title}Device`, dispatch: `${title}Dispatch` };
}

const INSTANCE = `/** What goes wrong. */
export class DeviceError extends Error {}

/** What a provider gets for each device. */
export interface Host<State extends string> {
  readonly category: string;
  readonly state: State;
  fail(functionName: string, status: string): DeviceError;
}

/** What every class extends. */
export abstract class Instance {
  readonly state: "open" = "open";
}
`;

function categoryText(category: PlannedCategory): string {
  const { name, parent, functions } = category;
  const { type, dispatch } = namesOf(category);
  const above =
    parent === undefined ? undefined : namesOf({ name: parent, functions: [] });
  const extended = above?.type ?? "Instance";
  const imports =
    above === undefined
      ? `import { DeviceError, Instance, type Host } from "./instance.ts";`
      : `import { DeviceError, type Host } from "./instance.ts";
import { ${above.type}, type ${above.dispatch} } from "./${parent}.ts";`;
  return `${imports}

export type ${titled(name)}State = "open";

/** What a provider is given for one {@link ${type}}. */
export type ${titled(name)}Host = Host<${titled(name)}State>;

/** What a provider does for one {@link ${type}}. */
export interface ${dispatch}${above === undefined ? "" : ` extends ${above.dispatch}`} {
${functions.map((it) => `${docText(it)}  ${headText(it)};\n`).join("")}}

/** A kind of device. */
export class ${type} extends ${extended} {
  readonly #dispatch: ${dispatch};

  constructor(dispatch: ${dispatch}) {
    super(${above === undefined ? "" : "dispatch"});
    this.#dispatch = dispatch;
  }

${functions.map(methodText).join("\n")}
  /** Whether the value is one. */
  static is${type}(value: unknown): value is ${type} {
    return typeof value === "object" && value !== null && #dispatch in value;
  }
}

/** Whether the value is a {@link ${type}}. */
export function is${type}(value: unknown): value is ${type} {
  return ${type}.is${type}(value);
}

/** Throws unless the value is a {@link ${type}}. */
export function assert${type}(value: unknown): asserts value is ${type} {
  if (!is${type}(value)) throw new DeviceError("expected ${type}");
}
`;
}

function methodText(it: PlannedFunction): string {
  const args = it.params.map(({ name }) => name).join(", ");
  return `${docText(it)}  ${headText(it)} {
    return this.#dispatch.${it.name}(${args});
  }
`;
}

function docText({ doc }: PlannedFunction): string {
  return `  /** ${doc} */\n`;
}

function headText({ name, params, result }: PlannedFunction): string {
  const list = params.map((it) => `${it.name}: ${typeOf(it.type)}`).join(", ");
  return `${name}(${list}): Promise<${typeOf(result)}>`;
}

function typeOf(scalar: string): string {
  return scalar === "string" || scalar === "boolean" ? scalar : "number";
}

function kindsText(categories: readonly PlannedCategory[]): string {
  const imports = categories.map((it) => {
    const { type, dispatch } = namesOf(it);
    return `import { ${type}, type ${dispatch}, type ${titled(it.name)}Host } from "./${it.name}.ts";\n`;
  });
  return `${imports.join("")}
/** The type of an instance of each category. */
export interface Instances {
${categories.map((it) => `  readonly ${it.name}: ${namesOf(it).type};\n`).join("")}}

export type CategoryName = keyof Instances;

/** What somebody writes to make devices do something. */
export interface DeviceProvider {
${categories.map((it) => `  /** Makes the functions of one {@link ${namesOf(it).type}}. */\n  ${it.name}(host: ${titled(it.name)}Host): ${namesOf(it).dispatch};\n`).join("")}}

const makers: Readonly<Record<CategoryName, (provider: DeviceProvider, host: never) => unknown>> = {
${categories.map((it) => `  ${it.name}: (provider, host) => new ${namesOf(it).type}(provider.${it.name}(host)),\n`).join("")}};

/** Makes an instance of a category through a provider. */
export function createDevice<Name extends CategoryName>(
  provider: DeviceProvider,
  category: Name,
  host: never,
): Instances[Name];
export function createDevice(provider: DeviceProvider, category: CategoryName, host: never): unknown {
  return makers[category](provider, host);
}
`;
}

function supportsText(categories: readonly PlannedCategory[]): string {
  const imports = categories.map(
    (it) => `import { ${namesOf(it).type} } from "./${it.name}.ts";\n`,
  );
  const members = categories.flatMap((it) =>
    it.functions.map(
      ({ name }) => `  readonly ${name}: ${namesOf(it).type};\n`,
    ),
  );
  return `${imports.join("")}
/** The categories that have each function, by its name. */
export interface Supporting {
${members.join("")}}

/** Whether the value has the function. */
export function supports<Name extends keyof Supporting>(
  value: unknown,
  name: Name,
): value is Supporting[Name] {
  return typeof value === "object" && value !== null && name in value;
}
`;
}
