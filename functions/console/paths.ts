/** Where signing in happens, for the pages, for the issuer that sends people back, and for what stands before both. */
export const signInPath = '/console/sign-in';
/** The one address an issuer may send somebody back to. */
export const returnPath = `${signInPath}/return`;

/** The same for an issuer, which knows whole addresses and takes no other. */
export const returnsTo = (baseUrl: string): { readonly returnTo: string; readonly afterwards: string } => ({
  returnTo: `${baseUrl}${returnPath}`,
  afterwards: `${baseUrl}${signInPath}`,
});
