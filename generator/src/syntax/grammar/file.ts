/** A whole file of a table. @module */
import type {
  AcceptanceSyntax,
  FileSyntax,
  HeadSyntax,
  PackageSyntax,
  SectionsSyntax,
  SourceSyntax,
} from "../tree.ts";
import type { Located } from "../source.ts";
import { list, rows } from "../kit/collections.ts";
import type { Keys, RecordShape } from "../kit/records.ts";
import { optional, record, required } from "../kit/records.ts";
import { integer, label, onlyTrue, text, word } from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped } from "../kit/shape.ts";
import { categoryRow, fragmentRow, serviceRow, setRow } from "./categories.ts";
import { eventRow, propertyRow } from "./events.ts";
import { functionRow } from "./functions.ts";
import { plainRow } from "./rows.ts";
import { scenarioRow } from "./scenarios.ts";
import { errorRow, typeRow, violations } from "./types.ts";

/** The version of the language that this captable reads. */
export const LANGUAGE_VERSION = 1;

const address = word("an absolute http or https address", /^https?:\/\/\S+$/);

const source: Shape<SourceSyntax> = record<SourceSyntax>({
  title: required(text, "What it is called."),
  url: required(address, "Where it can be read."),
  revision: optional(label, "Which revision of it the table follows."),
});

const packageHead: Shape<PackageSyntax> = record<PackageSyntax>({
  name: required(
    plain(
      word(
        "a package's name in lower case",
        /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/,
      ),
    ),
    "The name of the emitted package.",
  ),
  version: required(
    plain(
      word(
        `a version such as "1.0.0"`,
        /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/,
      ),
    ),
    "The version of the emitted package.",
  ),
  license: required(text, "The licence of the emitted package."),
  description: optional(text, "What the emitted package is, in one line."),
});

const headKeys: Keys<HeadSyntax> = {
  name: optional(
    word("a name in lower case with hyphens", /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    "The name of the table.",
  ),
  title: optional(located(text), "The name of the table, for people."),
  source: optional(located(source), "Where the facts of the table come from."),
  object: optional(
    word("a name in PascalCase", /^[A-Z][A-Za-z0-9]*$/),
    "What an instance is called: the second half of the name of every class.",
  ),
  errorClass: optional(
    word(
      `a name in PascalCase that ends in "Error"`,
      /^[A-Z][A-Za-z0-9]*Error$/,
    ),
    "The name of the class of what is thrown.",
  ),
  package: optional(located(packageHead), "The head of the emitted package."),
  documented: optional(
    located(onlyTrue),
    `Whether every row is to have a "doc".`,
  ),
};

const acceptance: Shape<AcceptanceSyntax> = record<AcceptanceSyntax>({
  code: required(
    word(`the code of a warning, such as "CT219"`, /^CT\d{3}$/),
    "The code of the warning.",
  ),
  at: required(
    word(
      `the path of a row, such as "types.Color"`,
      /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/,
    ),
    "The row that has it, or that the rows that have it are in: its keys, with dots.",
  ),
  reason: required(located(text), "Why it is right as it is."),
});

/** The keys of the head that the root file must have. */
export const REQUIRED_HEAD: readonly (keyof HeadSyntax)[] = [
  "name",
  "title",
  "object",
  "errorClass",
  "package",
];

const sectionKeys: Keys<SectionsSyntax> = {
  errors: optional(rows(errorRow), "The statuses, by name."),
  violations: optional(
    located(violations),
    "Which status each kind of breach gets.",
  ),
  types: optional(rows(typeRow), "The types, by name."),
  functions: optional(rows(functionRow), "The functions, by id."),
  events: optional(rows(eventRow), "The events, by name."),
  properties: optional(rows(propertyRow), "The properties, by name."),
  sets: optional(
    rows(setRow),
    "Sets of functions, events and properties, by name.",
  ),
  lifecycles: optional(rows(fragmentRow), "Parts of lifecycles, by name."),
  categories: optional(rows(categoryRow), "The categories, by name."),
  services: optional(
    rows(serviceRow),
    "What the package hands out that is of no category, by name.",
  ),
  observers: optional(
    rows(plainRow),
    "Ways to look at an instance from outside, which providers offer to tests, by name.",
  ),
  scenarios: optional(rows(scenarioRow), "Data for tests, by name."),
  accept: optional(list(acceptance), "The warnings that are accepted."),
};

/** The files that a file imports. */
export const importPaths: Shape<readonly Located<string>[]> = list(
  word("a path", /\S/),
);

/** A file of a table, the root as well as an imported one. */
export const file: RecordShape<FileSyntax> = record<FileSyntax>({
  captable: required(integer, "The version of the language: 1."),
  doc: optional(text, "What the table, or this part of it, is about."),
  imports: optional(
    importPaths,
    "The files that belong to the table, relative to this one.",
  ),
  ...headKeys,
  ...sectionKeys,
});

/** The keys that only the root file may have, with their descriptions. */
export const HEAD_DOCS: ReadonlyMap<keyof HeadSyntax, string> = new Map(
  (
    [
      "name",
      "title",
      "source",
      "object",
      "errorClass",
      "package",
      "documented",
    ] as const
  ).map((key) => [key, headKeys[key].doc]),
);

function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return mapped(shape, (value, span) => ({ value, span }));
}

function plain<T>(shape: Shape<Located<T>>): Shape<T> {
  return mapped(shape, ({ value }) => value);
}
