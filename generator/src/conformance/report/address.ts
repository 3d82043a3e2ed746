/** Addresses that others wrote. @module */

/** The address if it leads to the web and can be followed; a script or a file does not. */
export function webAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
