import type { CatalogueEntry } from './entry.ts';
import { PAGES, RECORDS } from './needs.ts';

const inCycle = (page: string): string => `/console/cycles/{cycle}/${page}`;

/** The pages of the office. */
export const consolePages: readonly CatalogueEntry[] = [
  {
    name: 'console',
    trigger: 'web',
    mounts: ['/console'],
    does: 'the first page of whoever has a role, who is who, and which cycles open themselves every year',
    entry: 'functions/console/handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'console-cycle',
    trigger: 'web',
    routes: ['/console/cycles/{proxy+}', '/console/deliveries/{proxy+}'],
    does: 'shows a cycle as it runs, and changes its course',
    entry: 'functions/console/cycle-handler.ts',
    needs: [...PAGES, 'files', 'allowance', 'workflow'],
  },
  {
    name: 'console-request',
    trigger: 'web',
    routes: [
      '/console/requests/{proxy+}',
      ...['owing', 'owing.csv', 'wards/{desk}', 'wards/{desk}/many', 'wards/{desk}/link'].map(inCycle),
    ],
    does: 'shows wards and committees in a cycle and acts on them, one by one',
    entry: 'functions/console/request-handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'console-mail',
    trigger: 'web',
    routes: [
      '/console/mail',
      '/console/mail/{proxy+}',
      '/console/mails/{proxy+}',
      ...['mails', 'brake', 'contacts'].map(inCycle),
    ],
    does: 'shows what became of mail, what keeps it from leaving, and whose mailbox was changed',
    entry: 'functions/console/mail-handler.ts',
    needs: [...PAGES, 'files'],
  },
  {
    name: 'console-roster',
    trigger: 'web',
    routes: ['/console/roster', '/console/roster/{proxy+}', '/console/members'],
    does: 'shows the roster in force, and what a checked one would change',
    entry: 'functions/console/roster-handler.ts',
    needs: [...PAGES, 'files', 'rosters'],
  },
  {
    name: 'console-import',
    trigger: 'web',
    routes: ['/console/roster/check'],
    does: 'takes in a roster file and checks it',
    entry: 'functions/console/import-handler.ts',
    needs: [...PAGES, 'files', 'rosters'],
  },
  {
    name: 'console-launch',
    trigger: 'web',
    routes: ['/console/test', '/console/cycles/new', ...['launch', 'test'].map(inCycle)],
    does: 'opens and launches a cycle',
    entry: 'functions/console/launch-handler.ts',
    needs: [...PAGES, 'files', 'rosters', 'allowance', 'workflow'],
  },
  {
    name: 'sign-in',
    trigger: 'web',
    mounts: ['/console/sign-in', '/console/enter', '/console/welcome', '/console/leave'],
    does: 'the ways into the console and out of it',
    entry: 'functions/console/sign-in-handler.ts',
    needs: ['table', 'letters', 'front', 'issuer'],
  },
  {
    name: 'console-answer',
    trigger: 'web',
    routes: ['/console/answer/{proxy+}'],
    does: 'answers for a committee in the hand of the office',
    entry: 'functions/console/answer-handler.ts',
    needs: PAGES,
  },
  {
    name: 'console-reading',
    trigger: 'web',
    routes: ['/console/evaluations/{proxy+}'],
    does: "shows an officer the workplace's evaluations",
    entry: 'functions/console/reading-handler.ts',
    needs: PAGES,
  },
  {
    name: 'console-files',
    trigger: 'web',
    routes: [
      ...['csv', 'json', 'xlsx', 'docx'].map((format) => `/console/deliveries/{id}/evaluations.${format}`),
      ...['files', 'files/{proxy+}'].map(inCycle),
    ],
    does: "a workplace's evaluations as files, for the office; those of a whole cycle are ordered",
    entry: 'functions/console/files-handler.ts',
    needs: [...PAGES, 'exports', 'file order'],
  },
  {
    name: 'export-files',
    trigger: 'order',
    does: "makes a file of a whole cycle's evaluations that was ordered",
    entry: 'functions/steps/deliver/export-handler.ts',
    needs: [...RECORDS, 'exports'],
  },
];
