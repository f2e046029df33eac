import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { loggerIds, named, namespaceNames } from '../scalars/name.ts';
import { Refusal, refuse } from '../scalars/refusal.ts';
import { line } from '../scalars/text.ts';
import { url } from '../scalars/url.ts';
import { parseSecretText, type SecretText } from '../secret-text.ts';

const noHub = message(
  'config/logger-hub',
  'error',
  '`{path}` names no event hub',
  'write `eventHub`, and `connectionString`, or `endpoint` to use the identity of the machine',
);
const identityBesideKey = message(
  'config/messaging-identity',
  'error',
  '`{path}` is for the identity of the machine, and a connection string holds a key',
  'keep one of them',
);

const connectionString = z
  .string()
  .transform(parseSecretText)
  .optional()
  .describe('As Azure shows it: `Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…`. Without it the identity of the machine is used.')
  .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.EVENT_HUB_CONNECTION}`] });
const endpoint = url('base')
  .optional()
  .describe('The address of the namespace, in place of that in the connection string.')
  .meta({ samples: ['https://contoso.servicebus.windows.net'] });
const clientId = line()
  .optional()
  .describe('Client id of a user-assigned identity of the machine; the system-assigned one without it.')
  .meta({ samples: ['9a6d3a52-5d1c-4f4e-8a53-5f6f6c7a0b44'] });

/** How to reach a namespace of Event Hubs or Service Bus, and how to prove who we are there. */
export interface AzureNamespace {
  readonly endpoint?: string | undefined;
  readonly connectionString?: SecretText | undefined;
  readonly clientId?: string | undefined;
}

function checkNamespace(value: AzureNamespace, report: (refusal: Refusal, path?: readonly string[]) => void): void {
  if (value.connectionString !== undefined && value.clientId !== undefined) report(new Refusal(identityBesideKey), ['clientId']);
}

const logger = z
  .strictObject({
    eventHub: line(256)
      .optional()
      .describe('The name of the event hub; that in the connection string (`EntityPath`) without it.')
      .meta({ samples: ['audit'] }),
    connectionString,
    endpoint,
    clientId,
  })
  .check(
    refuse((value, report) => {
      if (value.connectionString === undefined && (value.eventHub === undefined || value.endpoint === undefined))
        report(new Refusal(noHub));
      checkNamespace(value, report);
    }),
  );

const namespace = z.strictObject({ connectionString, endpoint, clientId }).check(refuse(checkNamespace));

export const messaging = z
  .strictObject({
    loggers: named(loggerIds, logger)
      .default({})
      .describe('Event hubs that `log-to-eventhub` writes to, by the id that `logger-id` names.')
      .meta({ samples: [{ audit: { connectionString: `\${env.EVENT_HUB_CONNECTION}` } }] }),
    serviceBus: named(namespaceNames, namespace)
      .default({})
      .describe(
        'Service Bus namespaces that `send-service-bus-message` sends to, by their host. A policy that names none uses the only one.',
      )
      .meta({ samples: [{ 'contoso.servicebus.windows.net': { connectionString: `\${env.SERVICE_BUS_CONNECTION}` } }] }),
    dapr: z
      .strictObject({
        url: url('base')
          .prefault('http://127.0.0.1:3500')
          .describe('The HTTP address of the sidecar.')
          .meta({ samples: ['http://127.0.0.1:3500'] }),
        apiToken: z
          .string()
          .transform(parseSecretText)
          .optional()
          .describe('The token that the sidecar asks for (`DAPR_API_TOKEN`).')
          .meta({ admitsSecret: true, isSecret: true, samples: [`\${env.DAPR_API_TOKEN}`] }),
      })
      .optional()
      .describe('The Dapr sidecar that `publish-to-dapr`, `invoke-dapr-binding` and `set-backend-service` with `backend-id="dapr"` use.')
      .meta({ samples: [{ url: 'http://127.0.0.1:3500' }] }),
  })
  .prefault({})
  .describe('Where policies send messages to. All of it speaks HTTP: Event Hubs and Service Bus their REST interfaces, Dapr its own.');
