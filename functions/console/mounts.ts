/** Where pages lie that are named from several rooms; apart, so that naming one does not bring all of it along. */
export const rosterUploadPath = '/console/roster/check';
export const answerMount = '/console/answer';
export const readingMount = '/console/evaluations';
