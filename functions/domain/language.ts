/** Vietnamese comes first everywhere; English and French are complete. */
export type Language = 'vi' | 'en' | 'fr';

/** One text in every language. */
export type Words = { readonly [language in Language]: string };
