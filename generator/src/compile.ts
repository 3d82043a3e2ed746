/** Compiling, with the full YAML parser at hand. @module */
import {
  Composer,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  visit,
  YAMLParseError,
} from "yaml";
import {
  type Compilation,
  type CompileOptions,
  compileWith,
  type ReadText,
} from "./compile-with.ts";
import type { Yaml } from "./syntax/full/library.ts";

export type { Compilation, CompileOptions, ReadText } from "./compile-with.ts";

const yaml: Yaml = {
  ...{ Composer, Lexer, Parser, visit, YAMLParseError },
  ...{ isAlias, isMap, isNode, isPair, isScalar, isSeq },
};

/** Reads a table and all it imports, and resolves it. Every error is found in one run. */
export function compile(
  entry: string,
  read: ReadText,
  options?: CompileOptions,
): Compilation {
  return compileWith(() => yaml, entry, read, options);
}
