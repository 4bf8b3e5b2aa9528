import type { CatalogueEntry } from './entry.ts';
import { PAGES } from './needs.ts';

/** The pages behind a mailed link, and the first page. */
export const edgePages: readonly CatalogueEntry[] = [
  {
    name: 'door',
    trigger: 'web',
    mounts: ['/r'],
    does: 'trades a mailed link for a session',
    entry: 'functions/edge/door/handler.ts',
    needs: PAGES,
  },
  {
    name: 'respond',
    trigger: 'web',
    mounts: ['/c'],
    does: "the residence committee's pages",
    entry: 'functions/edge/respond/handler.ts',
    needs: PAGES,
  },
  {
    name: 'confirm',
    trigger: 'web',
    mounts: ['/w'],
    does: "the ward's and the province's pages",
    entry: 'functions/edge/ward/handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'confirm-answer',
    trigger: 'web',
    routes: ['/w/{desk}/answer/{proxy+}'],
    does: 'answers for a cell in the hand of its ward',
    entry: 'functions/edge/ward/answer-handler.ts',
    needs: PAGES,
  },
  {
    name: 'evaluations',
    trigger: 'web',
    mounts: ['/e'],
    does: "the workplace committee's pages",
    entry: 'functions/edge/workplace/handler.ts',
    needs: PAGES,
  },
  {
    name: 'evaluation-files',
    trigger: 'web',
    routes: ['/e/{id}/evaluations.csv', '/e/{id}/evaluations.xlsx'],
    does: 'evaluations as files, for the workplace committee',
    entry: 'functions/edge/workplace/files-handler.ts',
    needs: [...PAGES, 'exports'],
  },
  {
    name: 'member',
    trigger: 'web',
    mounts: ['/m'],
    does: "the member's own page",
    entry: 'functions/edge/member/handler.ts',
    needs: PAGES,
  },
  {
    name: 'front',
    trigger: 'web',
    mounts: ['/'],
    does: 'the first page, and what stands beside all pages',
    entry: 'functions/edge/front-handler.ts',
    needs: PAGES,
  },
];
