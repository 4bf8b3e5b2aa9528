// Loaded before anything else, and readable by any Node: npm scripts find the Node 24 of the optional dependencies first;
// where a platform has none (a Mac), the machine's own serves if it is new enough.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Residence Exchange needs Node 24 or newer, and this is Node ${process.versions.node}: run "npm ci" without --omit=optional, or install Node 24.`,
  );
  process.exit(2);
}
