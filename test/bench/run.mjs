// npm run bench: the gateway beside Apollo's. npm run bench -- expressions: compiled expressions beside hand-written code. npm run bench -- lint: a
// first lint, one out of the cache, and one of a single change.
const benches = { gateway: './gateway.mjs', expressions: './expressions.mjs', lint: './lint.mjs', credentials: './credentials.mjs' };

const [name = 'gateway'] = process.argv.slice(2).filter((word) => !word.startsWith('--') && Number.isNaN(Number(word)));
const bench = benches[name];
if (bench === undefined) {
  console.error(`there is no bench \`${name}\`; there are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
await import(bench);
