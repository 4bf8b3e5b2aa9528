import type { LinkKey } from '#ports';
import { type AwsSettings, jsonCalls } from './aws-calls.ts';

/**
 * Link keys that never leave KMS (HMAC_256 keys, usage GENERATE_VERIFY_MAC). The first id makes new links; the others go on
 * working for links made with them, until their last cycle is over. A key KMS has lost rejects: every link hangs on it.
 */
export const kmsLinkKey = (settings: AwsSettings, keyIds: readonly [string, ...string[]]): LinkKey => {
  const call = jsonCalls({ name: 'kms', target: 'TrentService', json: '1.1' }, settings);
  const [current] = keyIds;
  const known: ReadonlySet<string> = new Set(keyIds);
  return {
    keyId: current,
    async mac(text, keyId) {
      // Only our own keys: the id comes from a stored record, and is no reason to ask for another.
      if (!known.has(keyId)) throw new Error('no link key of that id');
      const Message = Buffer.from(text, 'utf8').toString('base64');
      const input = { KeyId: keyId, Message, MacAlgorithm: 'HMAC_SHA_256' };
      const { Mac = '' } = await call<{ Mac?: string }>('GenerateMac', input);
      const mac = Buffer.from(Mac, 'base64');
      if (mac.length !== 32) throw new Error('KMS answered without a code');
      return Uint8Array.from(mac);
    },
  };
};
