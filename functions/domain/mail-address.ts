/**
 * An address that every mail service takes: 7-bit local part without quotes, a domain of at least two labels in punycode,
 * at most 254 characters (RFC 5321). Amazon SES refuses other local parts, so they are refused where they are typed.
 */

export type AddressFault =
  | 'address-no-at'
  | 'address-local-part'
  | 'address-domain'
  | 'address-too-long'
  | 'address-one-only';

export type AddressReading = { readonly address: string } | { readonly fault: AddressFault };

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const notInDomain = /[\s\p{C}:/?#[\]\\%@"<>|^]/u;

/** `URL` applies the same mapping as a browser; an unacceptable name is no host at all. */
const punycode = (domain: string): string | undefined => {
  if (domain === '' || notInDomain.test(domain)) return undefined;
  try {
    return new URL(`http://${domain}/`).hostname;
  } catch {
    return undefined;
  }
};

/** The text is tidied already: surrounding spaces and invisible characters are gone. */
export const readAddress = (text: string): AddressReading => {
  const at = text.lastIndexOf('@');
  if (at < 0) return { fault: 'address-no-at' };
  if (/[;,]/.test(text) && text.indexOf('@') !== at) return { fault: 'address-one-only' };
  const local = text.slice(0, at);
  if (text.length > 1_000) return { fault: 'address-too-long' };
  if (!localPart.test(local)) return { fault: 'address-local-part' };
  const domain = punycode(text.slice(at + 1));
  if (domain === undefined || domain.endsWith('.')) return { fault: 'address-domain' };
  const address = `${local}@${domain}`;
  if (address.length > 254 || local.length > 64) return { fault: 'address-too-long' };
  return domainName.test(domain) ? { address } : { fault: 'address-domain' };
};
