/** The walls of the house: who may use whom. `npm run check` holds them. */
const inside = (...folders) => `^functions/(${folders.join('|')})(/|\\.ts$)`;
/** Where AWS comes in: a step, an edge and the compose room brought together in one sentence. */
const entry = 'handler\\.ts$';
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    wall('no-circles', 'A circle has no bottom to read from.', {}, { circular: true }),
    wall(
      'domain-is-pure',
      'Rules know each other, the shapes of the ports and nothing else.',
      { path: inside('domain') },
      { path: '^functions/', pathNot: [inside('domain'), '^functions/ports\\.ts$'] },
    ),
    wall(
      'domain-needs-no-machine',
      'No file, network or clock behind a rule.',
      { path: inside('domain') },
      { dependencyTypes: ['core'], pathNot: '^(node:)?url$' },
    ),
    wall(
      'ports-know-shapes',
      'A port is a shape.',
      { path: '^functions/ports\\.ts$' },
      { path: '^functions/', pathNot: '^functions/domain/' },
    ),
    wall(
      'records-keep-facts',
      'Records stand on the rules and the ports.',
      { path: inside('records') },
      { path: '^functions/', pathNot: [inside('domain', 'ports', 'records')] },
    ),
    wall(
      'mail-writes-letters',
      'Letters are made from records.',
      { path: inside('mail') },
      { path: '^functions/', pathNot: [inside('domain', 'ports', 'records', 'mail')] },
    ),
    wall(
      'steps-below-edges',
      'A step knows no page, no command and no adapter.',
      { path: inside('steps', 'watch'), pathNot: entry },
      { path: inside('edge', 'console', 'cli', 'adapters', 'compose', 'catalogue') },
    ),
    wall(
      'steps-apart',
      'Steps of one folder never import another folder: what they share lies in the records or beside job.ts.',
      { path: '^functions/steps/([^/]+)/', pathNot: entry },
      { path: '^functions/steps/([^/]+)/', pathNot: '^functions/steps/$1/' },
    ),
    wall(
      'adapters-implement-ports',
      'An adapter knows the ports, the rules and the keys it stores under.',
      { path: inside('adapters') },
      { path: '^functions/', pathNot: [inside('adapters', 'ports', 'domain', 'records')] },
    ),
    wall(
      'only-compose-reaches-down',
      'What stands on a place is chosen in one room.',
      { path: inside('edge', 'console', 'cli') },
      { path: inside('adapters') },
    ),
    wall(
      'aws-only-in-adapters',
      'One place speaks to AWS.',
      { pathNot: inside('adapters') },
      { path: 'node_modules/(@aws-sdk|@smithy)/' },
    ),
    wall(
      'stack-only-in-infra',
      'Where the functions run is written in one room.',
      { pathNot: '^infra/' },
      { path: 'node_modules/(aws-cdk-lib|cdk-nag|constructs)/' },
    ),
    wall(
      'sqlite-only-in-adapters',
      'One place speaks to SQLite.',
      { pathNot: inside('adapters') },
      { path: '^(node:)?sqlite$' },
    ),
    wall(
      'smtp-only-in-adapters',
      'One place speaks SMTP.',
      { pathNot: inside('adapters') },
      { path: 'node_modules/nodemailer/' },
    ),
    wall('entries-are-ends', 'What AWS calls, nobody here imports.', {}, { path: `^functions/.*${entry}` }),
    wall(
      'functions-stand-anywhere',
      'Functions know nothing of the place that runs them.',
      { path: '^functions/' },
      { path: '^(infra|test|bench|scripts)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
