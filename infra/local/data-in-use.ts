/** Another process owns the data directory. */
export class DataInUse extends Error {
  override readonly name = 'DataInUse';
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `the data in ${folder} is in use by another process${pid ? ` (${pid})` : ''}: stop it first, or use another EXCHANGE_DATA`,
    );
    this.pid = pid;
  }
}
