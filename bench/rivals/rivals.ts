/** Other generators of code: what each is given, and how it is run. @module */
import { protobuf } from "./buf.ts";
import { graphQl } from "./graphql.ts";
import { jsonSchema } from "./json-schema.ts";
import { openApi } from "./open-api.ts";
import type { Rival } from "./rival.ts";
import { typeSpec } from "./type-spec.ts";
import { webIdl } from "./web-idl.ts";
import { wit } from "./wit.ts";

export const RIVALS: readonly Rival[] = [
  ...webIdl,
  ...openApi,
  ...jsonSchema,
  typeSpec,
  graphQl,
  protobuf,
  wit,
];
