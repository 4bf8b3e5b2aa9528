/** Vietnamese comes first everywhere; English and French are complete. */
export type Language = 'vi' | 'en' | 'fr';
