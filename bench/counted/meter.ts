import { type AwsSettings, isAwsError, type JsonCalls } from '#adapters/aws-calls.ts';
import { dynamoCalls } from '#adapters/dynamodb-table.ts';

/** What was asked of a table, by whom and of which kind of item. */
export interface Units {
  calls: number;
  write: number;
  read: number;
}

interface Attribute {
  readonly S?: string;
  readonly N?: string;
}
type Attributes = Readonly<Record<string, Attribute>>;

const READS: ReadonlySet<string> = new Set(['GetItem', 'Query']);
const WRITES: ReadonlySet<string> = new Set(['PutItem', 'DeleteItem', 'BatchWriteItem']);

const bytes = (value: Attribute): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  // Two digits a byte, and one more: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
  if (value.N !== undefined) return Math.ceil(value.N.replace(/^-/, '').length / 2) + 1;
  throw new Error('an attribute that the exchange does not write');
};

/** Names count as well as values. */
const sizeOf = (item: Attributes): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytes(value), 0);

/** A write costs one for each begun KB of the item, also one that its condition refused (of the item that stands there). */
export const writeUnits = (item: Attributes | undefined): number => Math.max(1, Math.ceil(sizeOf(item ?? {}) / 1024));

/** A strongly consistent read costs one for each begun 4 KB of all that it found, and one for nothing. */
export const readUnits = (items: readonly Attributes[]): number =>
  Math.max(1, Math.ceil(items.reduce((sum, item) => sum + sizeOf(item), 0) / 4096));

/**
 * Calls of a table that ask what each consumed and add it up. The engine (dynalite) answers some of it too cheaply: it
 * takes a letter for a byte, which Vietnamese letters are not, a read that finds nothing for nothing, and a write that is
 * refused for none. So what goes to and fro is measured by DynamoDB's rule as well, and the dearer of the two counts.
 */
export class Meter {
  readonly #calls: JsonCalls;
  readonly #counts = new Map<string, Units>();
  /** Calls of any other kind than reading by key, within a partition, and writing: scans above all. */
  readonly others: string[] = [];

  constructor(settings: AwsSettings) {
    this.#calls = dynamoCalls(settings);
  }

  /** What is called by these is counted under the name. */
  callsOf(who: string): JsonCalls {
    return async <Answer extends object>(action: string, input: object): Promise<Answer> => {
      try {
        const answer = await this.#calls<Answer>(action, { ...input, ReturnConsumedCapacity: 'TOTAL' });
        this.#note(who, action, kindIn(input), Math.max(consumed(answer), byRule(input, answer)));
        return answer;
      } catch (error) {
        if (isAwsError(error, 'ConditionalCheckFailedException'))
          this.#note(who, action, kindIn(input), await this.#refused(input));
        throw error;
      }
    };
  }

  /** Sums over what was counted so far, by whatever name the two give. */
  by(nameOf: (who: string, kind: string) => string | undefined): ReadonlyMap<string, Units> {
    const sums = new Map<string, Units>();
    for (const [name, units] of this.#counts) {
      const [who = '', kind = ''] = name.split('\n');
      const sum = nameOf(who, kind);
      if (sum !== undefined) add(sums, sum, units);
    }
    return sums;
  }

  #note(who: string, command: string, kind: string, units: number): void {
    const isRead = READS.has(command);
    if (!isRead && !WRITES.has(command)) this.others.push(command);
    const [write, read] = isRead ? [0, Math.max(0.5, units)] : [Math.max(1, units), 0];
    add(this.#counts, `${who}\n${kind}`, { calls: 1, write, read });
  }

  async #refused(input: object): Promise<number> {
    const { TableName, Item, Key }: { TableName?: string; Item?: Attributes; Key?: Attributes } = input;
    const { pk, sk } = Item ?? Key ?? {};
    if (!pk || !sk) throw new Error('a write of nothing was refused');
    const asked = { TableName, Key: { pk, sk }, ConsistentRead: true };
    return writeUnits((await this.#calls<{ Item?: Attributes }>('GetItem', asked)).Item);
  }
}

function add(sums: Map<string, Units>, name: string, { calls, write, read }: Units): void {
  const sum = sums.get(name) ?? { calls: 0, write: 0, read: 0 };
  sums.set(name, { calls: sum.calls + calls, write: sum.write + write, read: sum.read + read });
}

/** The beginning of the key: `J#request`, `BOARD`. A batch of the exchange is of one kind. */
function kindIn(input: object): string {
  const pk = /"(?:pk|:pk)":\{"S":"([^"]*)"/.exec(JSON.stringify(input))?.[1] ?? '';
  return (/^J#\w+/.exec(pk) ?? /^\w+/.exec(pk))?.[0] ?? '';
}

interface Asked {
  readonly ConsistentRead?: boolean;
  readonly Item?: Attributes;
  readonly RequestItems?: {
    readonly [table: string]: readonly { readonly PutRequest?: { readonly Item: Attributes } }[];
  };
}
interface Answered {
  readonly Item?: Attributes;
  readonly Items?: readonly Attributes[];
}

/** Of what is written, or else of what was found; of what a removal removed the engine's word is taken. */
function byRule(input: Asked, output: object): number {
  if (input.Item) return writeUnits(input.Item);
  if (input.RequestItems)
    return Object.values(input.RequestItems)
      .flat()
      .reduce((sum, { PutRequest }) => sum + writeUnits(PutRequest?.Item), 0);
  const { Item, Items = Item ? [Item] : [] }: Answered = output;
  // Half of it where the last moments may be missing.
  return (Items.length > 0 ? readUnits(Items) : 1) * (input.ConsistentRead === true ? 1 : 0.5);
}

function consumed(output: object): number {
  const { ConsumedCapacity: told }: { ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[] } =
    output;
  if (told === undefined) throw new Error('the table does not say what was consumed');
  return [told].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}
