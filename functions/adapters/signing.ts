import { createHash, createHmac } from 'node:crypto';

/** Whose name calls to AWS are signed with: a role's keys, which pass. */
export type Credentials = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}>;

/** Node's own hash in the shape that the signer asks for. */
export class Sha256 {
  readonly #hash;

  constructor(secret?: ArrayBuffer | ArrayBufferView | string) {
    const key = secret === undefined || typeof secret === 'string' ? secret : bytesOf(secret);
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }

  update(data: ArrayBuffer | ArrayBufferView | string): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {
    throw new Error('a hash is used once');
  }
}

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
