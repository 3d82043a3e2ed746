/** The library that knows all of YAML. @module */
import type * as yaml from "yaml";

/** What the full parser uses of it. */
export type Yaml = Pick<
  typeof yaml,
  | "Composer"
  | "Lexer"
  | "Parser"
  | "YAMLParseError"
  | "isAlias"
  | "isMap"
  | "isNode"
  | "isPair"
  | "isScalar"
  | "isSeq"
  | "visit"
>;

/** Gives the library. Who only reads plain tables never asks for it, and need not load it. */
export type GetYaml = () => Yaml;
