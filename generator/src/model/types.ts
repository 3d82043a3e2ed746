/** Types of the capability language, resolved: every named reference exists and says what it names. @module */

export type Type =
  | PrimitiveType
  | ListType
  | MapType
  | StreamType
  | OptionalType
  | InstanceType
  | HandlersType
  | NamedType;

export type IntegerName = `${"int" | "uint"}${8 | 16 | 32 | 64}`;

export type PrimitiveName =
  | "string"
  | "boolean"
  | "float"
  | "bytes"
  | "duration"
  | "unknown"
  | IntegerName;

interface PrimitiveType {
  readonly kind: "primitive";
  readonly name: PrimitiveName;
}
interface ListType {
  readonly kind: "list";
  readonly of: Type;
}
/** String keys. */
interface MapType {
  readonly kind: "map";
  readonly of: Type;
}
interface StreamType {
  readonly kind: "stream";
  readonly of: Type;
}
/** Only inside another type, or as a result; an optional parameter or field says so itself. */
interface OptionalType {
  readonly kind: "optional";
  readonly of: Type;
}
interface InstanceType {
  readonly kind: "instance";
  /** The name of a category or a service; absent: an instance of any category. */
  readonly of?: string;
}
/** The event handlers of a category. */
interface HandlersType {
  readonly kind: "handlers";
  readonly of: string;
}
interface NamedType {
  readonly kind: "named";
  readonly name: string;
}
