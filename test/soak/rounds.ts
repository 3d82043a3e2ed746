import { basicOnce } from "./basics.ts";
import { connectOnce } from "./clients.ts";
import type { Dice } from "./dice.ts";
import { exchangeOnce } from "./exchange.ts";
import { Listener, listenerKinds } from "./listeners.ts";
import { turns } from "./turns.ts";
import type { Player, World } from "./world.ts";

/** How many of each are at work at a time. */
const CLIENTS = 24;
const EXCHANGES = 4;

/** Mixed traffic of all categories for a time, until all of it is over. */
export async function playRound(
  world: World,
  dice: Dice,
  milliseconds: number,
): Promise<void> {
  const until = performance.now() + milliseconds;
  const player = (): Player => ({ world, dice: dice.fork() });
  const listeners = listenerKinds.map((kind) => new Listener(player(), kind));
  for (const listener of listeners) await listener.open();
  const repeat = (
    name: string,
    once: (player: Player) => Promise<void>,
  ): Promise<void> => {
    const task = repeatUntil(until, player(), once);
    world.start(task, () => name);
    return task;
  };
  const visit = (by: Player): Promise<void> => visitOne(by, listeners);
  await Promise.all([
    ...Array.from({ length: CLIENTS }, () => repeat("client", visit)),
    ...Array.from({ length: EXCHANGES }, () =>
      repeat("exchange", exchangeOnce),
    ),
    repeat("basic", basicOnce),
    ...listeners
      .filter(({ kind }) => kind.fleeting)
      .map((listener) => listener.flicker(until)),
  ]);
  await world.idle();
  for (const listener of listeners) await listener.close();
  await world.idle();
  world.sessions.clear();
}

async function visitOne(
  player: Player,
  listeners: readonly Listener[],
): Promise<void> {
  const listener = listeners[player.dice.int(0, listeners.length - 1)];
  if (listener?.isOpen) await connectOnce(player, listener);
}

async function repeatUntil(
  until: number,
  player: Player,
  once: (player: Player) => Promise<void>,
): Promise<void> {
  while (performance.now() < until) {
    await once(player);
    await turns(1);
  }
}
