import type { Configuration, default as Provider } from 'oidc-provider';

/**
 * Loads the OAuth server's library and makes a server of it, without the advice that it prints for people who deploy it: that Node 20
 * is older than what its author runs, and the like. Everything else that is printed meanwhile, by anybody, is let through.
 */
export async function makeProvider(issuer: string, configuration: Configuration): Promise<Provider> {
  const print = { warn: console.warn, info: console.info };
  console.warn = withoutAdvice(print.warn);
  console.info = withoutAdvice(print.info);
  try {
    const { Provider } = await import('oidc-provider');
    return new Provider(issuer, configuration);
  } finally {
    Object.assign(console, print);
  }
}

type Print = (...line: readonly unknown[]) => void;

const withoutAdvice =
  (print: Print): Print =>
  (...line) => {
    if (!(typeof line[0] === 'string' && /oidc-provider (?:WARNING|NOTICE): /.test(line[0]))) print(...line);
  };
