import type { Files } from '#ports';
import { checkName, checkPrefix } from './file-names.ts';
import { byBytes } from './table-rules.ts';

const gathered = async (content: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  if (content instanceof Uint8Array) return content.slice();
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk.slice());
  return new Uint8Array(Buffer.concat(chunks));
};

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content.slice();
}

/** Files that end with the process. */
export const memoryFiles = (): Files => {
  const files = new Map<string, Uint8Array>();
  return {
    async write(name, content) {
      checkName(name);
      files.set(name, await gathered(content));
    },
    async read(name) {
      checkName(name);
      const content = files.get(name);
      return content && once(content);
    },
    async remove(name) {
      checkName(name);
      files.delete(name);
    },
    async list(prefix) {
      checkPrefix(prefix);
      return [...files.keys()].filter((name) => name.startsWith(prefix)).sort(byBytes);
    },
  };
};
