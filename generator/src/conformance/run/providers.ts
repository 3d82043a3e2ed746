/** Providers that come with the kit: the model of a table, and the wrapper that checks another provider. @module */
import { checkedProvider } from "../checked/checked-provider.ts";
import { readTable } from "../kit-table/read-table.ts";
import { modelSubject } from "../model-provider/model-provider.ts";
import { importModule } from "./load-kit.ts";
import {
  locatePackage,
  mainModule,
  type PackageLocation,
  readTableJson,
} from "./locate.ts";

/**
 * A provider around a provider, which holds it to the table at every call: what it breaks is a
 * {@link ContractBreach} that says where.
 */
export async function checked(
  where: PackageLocation,
  provider: object,
): Promise<object> {
  const located = locatePackage(where);
  const table = readTable(readTableJson(located.root));
  return checkedProvider(
    provider,
    table,
    await importModule(mainModule(located)),
  );
}

/** The provider that does what the table says, and nothing else. */
export async function model(where: PackageLocation): Promise<object> {
  const located = locatePackage(where);
  const table = readTable(readTableJson(located.root));
  const exports = await importModule(mainModule(located));
  const { provider } = await modelSubject(table, exports).open();
  return provider;
}
