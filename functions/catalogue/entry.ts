import type { Need } from './needs.ts';

/** A function of the exchange: its name, what calls it, and what it may touch. */
export interface CatalogueEntry {
  readonly name: string;
  /** What calls it. */
  readonly trigger: 'workflow' | 'timer' | 'web' | 'mail events' | 'order';
  /** The workflow file's placeholder for it. */
  readonly placeholder?: TaskName;
  /** Where a web function is mounted. */
  readonly mounts?: readonly string[];
  /** Or the pages that it takes out of another's mount, as a gateway writes them: `{cycle}` is one part, `{proxy+}` all that follow. */
  readonly routes?: readonly string[];
  /** Of a timer, where it is not the heartbeat's. */
  readonly every?: 'five minutes' | 'day';
  /** The module whose `handler` AWS calls. */
  readonly entry: string;
  /** What it stands on: its variables and its rights follow from this, and it gets no other. */
  readonly needs: readonly Need[];
  readonly does: string;
}

export type TaskName =
  | 'PlanFunction'
  | 'AskFunction'
  | 'RemindFunction'
  | 'SendFunction'
  | 'AssembleFunction'
  | 'DeliverFunction';

/** What a gateway leads to a web function: the narrower of two routes that fit goes before. */
export const routesOf = ({ mounts = [], routes = [] }: CatalogueEntry): readonly string[] => [
  ...mounts.flatMap((mount) => [mount, `${mount.replace(/\/$/, '')}/{proxy+}`]),
  ...routes,
];
