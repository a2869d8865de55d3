// Does its work and ends by itself, with an exit code of its own.
console.log('working');
process.exitCode = 7;
