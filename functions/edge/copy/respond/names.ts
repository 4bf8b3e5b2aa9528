/** The keys that pages and words share, named here so that the words depend on no page. */
export type Standing =
  | 'notBegun'
  | 'begun'
  | 'finished'
  | 'sentBack'
  | 'sent'
  | 'changing'
  | 'confirmed'
  | 'otherHand'
  | 'withWard';

/** Why nothing can be written about a member now. */
export type Closed = 'confirmed' | 'dueOver' | 'answeredByCell' | 'notYetWards' | 'over' | 'withWard';

/** Why sending brought the page back. */
export type CheckNotice = 'nobodyChosen' | 'changedSince' | 'meetingMissing';

/** What is wrong with a second signature. */
export type SignMistake = 'nameMissing' | 'nameTooLong' | 'sameName' | 'sameDevice';
