import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';

const incomplete = message(
  'config/management',
  'error',
  'the management API is enabled without `{missing}`',
  'it is reached as `/subscriptions/<subscription>/resourceGroups/<resourceGroup>/…`; name all four of `subscription`, `resourceGroup`, `service` and `audience`',
);

/** The management API: off, or under a service's ARM address. */
export type Management =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'on';
      readonly subscription: string;
      readonly resourceGroup: string;
      readonly service: string;
      readonly audience: string;
    };

export const management = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe('Offers the management API.')
      .meta({ samples: [true] }),
    subscription: line(64)
      .optional()
      .describe('The subscription in its address.')
      .meta({ samples: ['11111111-2222-3333-4444-555555555555'] }),
    resourceGroup: line(90)
      .optional()
      .describe('The resource group in its address.')
      .meta({ samples: ['platform'] }),
    service: line(50)
      .optional()
      .describe('The service name in its address.')
      .meta({ samples: ['fedpass'] }),
    audience: line(1024)
      .optional()
      .describe('What `aud` of a bearer token for it must be. Never the audience of the graph.')
      .meta({ samples: ['https://graph.example.com/management'] }),
  })
  .check(
    refuse((value, report) => {
      if (!value.enabled) return;
      for (const missing of ['subscription', 'resourceGroup', 'service', 'audience'] as const)
        if (value[missing] === undefined) report(new Refusal(incomplete, { missing }));
    }),
  )
  .transform(
    ({ enabled, subscription = '', resourceGroup = '', service = '', audience = '' }): Management =>
      enabled ? { kind: 'on', subscription, resourceGroup, service, audience } : { kind: 'off' },
  )
  .prefault({})
  .describe("The management API in ARM's shapes. Off unless configured.");
