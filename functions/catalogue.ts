import { consolePages } from './catalogue/console.ts';
import { edgePages } from './catalogue/edge.ts';
import type { CatalogueEntry } from './catalogue/entry.ts';
import { workflowTasks } from './catalogue/tasks.ts';
import { watches } from './catalogue/watch.ts';

export { type CatalogueEntry, routesOf, type TaskName } from './catalogue/entry.ts';
export { type Need, variablesOf } from './catalogue/needs.ts';
export { workflowTasks };

/**
 * Every function of the exchange, once, in the order of the story. What runs the exchange somewhere (a host, a stack) is made
 * from this list: the names, what calls each, and what each may touch.
 */
export const catalogue: readonly CatalogueEntry[] = [...consolePages, ...workflowTasks, ...edgePages, ...watches];
