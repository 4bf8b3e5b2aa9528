import { counted } from './counted/figures.ts';
import { arithmetic, costTable, monthly, NOT_COUNTED } from './counted/table.ts';
import { readPrices } from './prices.ts';

/** What a cycle costs, as the README shows it. */
export async function costSection(): Promise<string> {
  const [all, prices] = [await counted(), readPrices()];
  return [costTable(all, prices), arithmetic(all, prices), NOT_COUNTED, monthly(all, prices)].join('\n\n');
}
