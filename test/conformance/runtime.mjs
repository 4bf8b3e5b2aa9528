/**
 * What Lambda does inside: imports the handler of the code it was given, calls it once for each event, tells what came of it. The
 * clock of this process is the journey's: each event says how far it is ahead of the machine's. It may say too at which of its
 * writes this process dies: that one and everything after it never happens.
 */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const RealDate = Date;
let offset = 0;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offset);
    else super(...given);
  }
  static now() {
    return RealDate.now() + offset;
  }
};

const [, , folder, elsewhere] = process.argv;

let writes = 0;
let dieAt;
/** What changes something: a row, a file, an execution; a letter that leaves; a call of the sender. */
const isWrite = ({ method, headers, body } = {}) => {
  const target = new Headers(headers).get('x-amz-target');
  if (target) return /(?:PutItem|BatchWriteItem|DeleteItem|StartExecution|StopExecution)$/.test(target);
  return method === 'PUT' || (typeof body === 'string' && body.startsWith('Action=SendRawEmail'));
};

// What the account has in name only stands somewhere on this machine.
const fetchIt = globalThis.fetch;
globalThis.fetch = (address, init) => {
  if (isWrite(init) && ++writes === dieAt) {
    process.kill(process.pid, 'SIGKILL');
  }
  const asked = String(address);
  const moved = Object.entries(JSON.parse(elsewhere)).find(([from]) => asked.startsWith(from));
  return moved ? fetchIt(moved[1] + asked.slice(moved[0].length), init) : fetchIt(address, init);
};

const [file, name] = process.env._HANDLER.split('.');
const loaded = import(pathToFileURL(`${folder}/${file}.mjs`).href);
// Whoever waits for an event hears when the code cannot even be loaded.
loaded.catch(() => {});

// Whoever started it is gone.
process.on('disconnect', () => process.exit());
process.on('message', async ({ id, event, ahead, dieAt: asked }) => {
  offset = ahead;
  // One death at a time, counted from when it was asked for.
  if (asked !== undefined && dieAt === undefined) {
    writes = 0;
    dieAt = asked;
  }
  const began = performance.now();
  try {
    const { [name]: handler } = await loaded;
    const context = { functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, awsRequestId: id };
    const result = await handler(JSON.parse(event), context);
    process.send({ id, result: JSON.stringify(result) ?? 'null', ms: performance.now() - began });
  } catch (error) {
    const { name: errorType = 'Error', message: errorMessage = '' } = error instanceof Error ? error : {};
    process.send({ id, failed: JSON.stringify({ errorType, errorMessage, trace: [] }), ms: performance.now() - began });
  }
});
