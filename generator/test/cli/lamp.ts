/** A small table, for tests that run the program as it is built. */
export const LAMP: string = `captable: 1
name: lamp
title: Lamps
object: Lamp
errorClass: LampError
package: { name: lamp, version: 1.0.0, license: MIT }
errors:
  BAD: { code: 1, doc: Something was wrong. }
violations:
  { argument: BAD, state: BAD, role: BAD, closed: BAD, missing: BAD, cancelled: BAD, unsupported: BAD }
functions:
  light: { doc: Lights the lamp. }
categories:
  plain: { doc: A lamp., functions: [light] }
`;
