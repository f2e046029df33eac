import { connect } from 'node:net';
import { isLoopback } from '../../../gateway/1-accept/host-names.ts';
import { type Check, failed, ok, type ProbeBench, skipped } from '../check.ts';
import { whyNot } from '../prober.ts';

const arm = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/x/authorizationProviders?api-version=2024-05-01';
const patienceMs = 5_000;

export const management: Check<ProbeBench> = {
  code: 'doctor/management',
  title: 'connections are managed by who has a token for it, on a port of its own',
  right: 'keep `management.listen` apart from the graph, and let nothing before it add tokens',
  async run({ gateway, management: api }) {
    const { status: onGraph } = await gateway.send({ method: 'GET', path: arm });
    if (onGraph !== 404) return failed(`the port of the graph answers the management API with ${onGraph}`);
    if (api === undefined) return skipped('there is no management API, or it is not known where');
    for (const authorization of [undefined, 'Bearer x', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Basic eDp4'])
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status } = await api.send({ method, path: arm, headers: authorization === undefined ? {} : { authorization } });
        if (status !== 401 && status !== 403)
          return failed(
            `it answers ${method} with ${status} ${authorization === undefined ? 'without a token' : 'to a token that is none'}`,
          );
      }
    return ok('it refuses strangers, and the port of the graph does not know it');
  },
};

export const managementOutside: Check<ProbeBench> = {
  code: 'doctor/management-outside',
  title: 'the management API is not reached where the graph is',
  right: 'keep its port off the load balancer, or on `127.0.0.1`; administrators come by another way',
  async run({ gateway, managementPort }) {
    if (managementPort === undefined) return skipped('there is no management API, or the gateway was not probed from outside');
    const host = new URL(gateway.origin).hostname.replace(/^\[|\]$/g, '');
    if (isLoopback(host)) return skipped('it was probed on this machine; probe the public address with --url');
    const what = await knock(host, managementPort);
    return what === 'open'
      ? failed(`port ${managementPort} of ${host} is open to whoever reaches the graph`)
      : ok(`port ${managementPort} of ${host} is closed (${what})`);
  },
};

/** Whether anybody takes a connection there, or why not. */
const knock = (host: string, port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs }, () => {
      resolve('open');
      socket.destroy();
    });
    socket.on('timeout', () => {
      // What drops packets is a filter, and that is what is wanted.
      resolve('no answer');
      socket.destroy();
    });
    socket.on('error', (error) => resolve(whyNot(error)));
  });
