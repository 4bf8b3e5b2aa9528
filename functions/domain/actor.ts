/** Who did something, as the journal keeps it: a body first, and the hand that acted for it where one is known. */
export interface Actor {
  /** 'committee:<id>', 'member:<id>', 'office' (an administrator), or 'clock' (the workflow, on a date). */
  readonly body: string;
  /** The name the hand gave, where the page asks for one. */
  readonly name?: string;
}

export const clock: Actor = { body: 'clock' };
export const committee = (id: string, name?: string): Actor => ({ body: `committee:${id}`, ...(name ? { name } : {}) });
export const office = (name: string): Actor => ({ body: 'office', name });
