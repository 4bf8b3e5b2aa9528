import { describe, expect, it } from 'vitest';
import { committee } from '#domain/actor.ts';
import {
  acknowledge,
  awaitsAcknowledgement,
  type DeliveryEvent,
  evolveDelivery,
  undelivered,
} from '#domain/delivery.ts';

const at = (n: number) => `2026-12-1${n}T01:00:00.000Z`;
function deliveryAfter(...events: readonly DeliveryEvent[]) {
  const state = undelivered('k26.e1');
  events.forEach((event, n) => {
    evolveDelivery(state, { seq: n + 1, at: at(n), by: committee('e1', 'Vũ'), commandId: `c${n}`, event });
  });
  return state;
}

const delivered: DeliveryEvent = { type: 'delivered', requests: ['k26.c1'], members: 3 };
const acknowledged = (version: number): DeliveryEvent => ({ type: 'acknowledged', version });
const corrected: DeliveryEvent = { type: 'corrected', requestId: 'k26.c1', requestVersion: 2 };

describe('a workplace’s evaluations', () => {
  it('are version 1 when they are delivered, and one more with each correction', () => {
    expect(
      [deliveryAfter(), deliveryAfter(delivered), deliveryAfter(delivered, corrected, corrected)].map(
        ({ version }) => version,
      ),
    ).toEqual([0, 1, 3]);
    expect(deliveryAfter(delivered, corrected).corrections).toEqual([{ requestId: 'k26.c1', version: 2, at: at(1) }]);
  });

  it('a correction by a request that was not among them adds it', () => {
    expect(deliveryAfter(delivered, { ...corrected, requestId: 'k26.c9' }).requests).toEqual(['k26.c1', 'k26.c9']);
    expect(deliveryAfter(delivered, corrected).requests).toEqual(['k26.c1']);
  });

  it('are acknowledged in the version that was looked at, once, and again after a correction', () => {
    expect(acknowledge(deliveryAfter(delivered))).toEqual(acknowledged(1));
    expect(acknowledge(deliveryAfter(delivered, corrected), 2)).toEqual(acknowledged(2));
    expect(acknowledge(deliveryAfter(delivered, acknowledged(1), corrected))).toEqual(acknowledged(2));
    expect(() => acknowledge(deliveryAfter())).toThrow(expect.objectContaining({ name: 'TooEarly' }));
    expect(() => acknowledge(deliveryAfter(delivered, corrected), 1)).toThrow(
      expect.objectContaining({ name: 'Stale' }),
    );
    expect(() => acknowledge(deliveryAfter(delivered, acknowledged(1)))).toThrow(
      expect.objectContaining({ name: 'AlreadyDone' }),
    );
  });

  it('wait for it from the delivery on, and again after a correction', () => {
    const waits = [
      deliveryAfter(),
      deliveryAfter(delivered),
      deliveryAfter(delivered, acknowledged(1)),
      deliveryAfter(delivered, acknowledged(1), corrected),
    ];
    expect(waits.map(awaitsAcknowledgement)).toEqual([false, true, false, true]);
    expect(deliveryAfter(delivered, acknowledged(1)).acknowledged).toEqual({
      version: 1,
      at: at(1),
      by: committee('e1', 'Vũ'),
    });
  });

  it('keep when they were first opened, every reminder, whom the workplace told, and the newest link', () => {
    const state = deliveryAfter(
      delivered,
      { type: 'opened', what: 'list' },
      { type: 'opened', what: 'xlsx' },
      { type: 'reminded', morning: at(3) },
      { type: 'toldMember', requestId: 'k26.c1', slot: 2 },
      { type: 'linkReplaced', linkVersion: 2 },
    );
    expect(state).toMatchObject({ openedAt: at(1), remindedAt: [at(3)], linkVersion: 2, seq: 6 });
    expect([...state.told]).toEqual(['k26.c1.2']);
  });
});
