// Started by `local.mjs`: knows its session from its environment.
console.log(`worked ${process.argv[2]}`);
