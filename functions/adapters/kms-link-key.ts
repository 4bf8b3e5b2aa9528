import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { LinkKey } from '#ports';

/**
 * Link keys that never leave KMS (HMAC_256 keys, usage GENERATE_VERIFY_MAC). The first id makes new links; the others go on
 * working for links made with them, until their last cycle is over. A key KMS has lost rejects: every link hangs on it.
 */
export const kmsLinkKey = (client: KMSClient, keyIds: readonly [string, ...string[]]): LinkKey => {
  const [current] = keyIds;
  const known: ReadonlySet<string> = new Set(keyIds);
  return {
    keyId: current,
    async mac(text, keyId) {
      // Only our own keys: the id comes from a stored record, and is no reason to ask for another.
      if (!known.has(keyId)) throw new Error('no link key of that id');
      const Message = Buffer.from(text, 'utf8');
      const { Mac } = await client.send(
        new GenerateMacCommand({ KeyId: keyId, Message, MacAlgorithm: 'HMAC_SHA_256' }),
      );
      if (Mac?.length !== 32) throw new Error('KMS answered without a code');
      return Uint8Array.from(Mac);
    },
  };
};
