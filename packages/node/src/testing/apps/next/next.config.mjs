// The package must be the one that the flag loaded, not a copy in a bundle.
export default { serverExternalPackages: ['@throughline/node'] };
