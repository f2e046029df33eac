import { exit, UsageError } from '../exit.ts';
import type { Single } from './action.ts';

/** Prints a link that connects the connection once. It is a secret, for whoever is to consent. */
export const login: Single = async ({ credentials, options, io }, { provider, connection }) => {
  const link = await credentials.consentUrl(provider, connection);
  switch (link.kind) {
    case 'link': {
      const url = link.url.reveal();
      const validUntil = new Date(link.validUntil).toISOString();
      if (options.json === true) io.out(`${JSON.stringify({ url, validUntil })}\n`);
      else {
        io.out(`${url}\n`);
        io.err(
          `Open it in a browser while the gateway runs. It works once, until ${validUntil}; the page asks which account it was before it connects.\n`,
        );
      }
      return exit.clean;
    }
    case 'owner-only':
      io.out(options.json === true ? `${JSON.stringify({ url: link.page })}\n` : `${link.page}\n`);
      if (options.json !== true) io.err('It belongs to one user, who signs in on this page to connect it.\n');
      return exit.clean;
    case 'no-consent-needed':
      throw new UsageError(
        `nobody has to consent to \`${provider}/${connection}\``,
        'its tokens are got without a person; `fedpass connections test` tries',
      );
    case 'unknown-connection':
      throw new UsageError(`there is no connection \`${provider}/${connection}\``);
  }
};
