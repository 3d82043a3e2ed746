// Never rests, until it is ended, or whoever began it has gone.
process.on("disconnect", () => process.exit());
const work = () => {
  const until = performance.now() + 50;
  while (performance.now() < until);
  setImmediate(work);
};
work();
