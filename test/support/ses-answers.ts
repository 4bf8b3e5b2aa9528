/** What Amazon SES is asked and answers, as text: for a server on a port as for a client that is handed its answers. */
export interface Quota {
  readonly perDay: number;
  readonly perSecond: number;
  readonly sent: number;
}

export const quotaAnswer = ({ perDay, perSecond, sent }: Quota): string =>
  `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult><Max24HourSend>${perDay}</Max24HourSend><SentLast24Hours>${sent}</SentLast24Hours><MaxSendRate>${perSecond}</MaxSendRate></GetSendQuotaResult></GetSendQuotaResponse>`;

export const takenAnswer = (messageId: string): string =>
  `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${messageId}</MessageId></SendRawEmailResult></SendRawEmailResponse>`;

export const refusedAnswer = (code: string, message: string): string =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

/** The tags of a mail that is handed over, by name. */
export function tagsIn(form: URLSearchParams): { readonly [name: string]: string } {
  const tags: { [name: string]: string } = {};
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n++)
    tags[form.get(`Tags.member.${n}.Name`) ?? ''] = form.get(`Tags.member.${n}.Value`) ?? '';
  return tags;
}
