import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { defaultLimits } from '../src/config/defaults.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('Dockerfile', () => {
  const stages = text('Dockerfile')
    .split(/^FROM /m)
    .slice(1);
  const [, shipped = ''] = stages;

  it('ships no compiler, and runs as a user without rights', () => {
    expect(stages).toHaveLength(2);
    expect(stages[0]).toContain('npm prune --omit=dev');
    expect(shipped).toMatch(/^USER 10001:10001$/m);
    expect(shipped.indexOf('USER ')).toBeLessThan(shipped.indexOf('ENTRYPOINT'));
    expect(shipped).not.toMatch(/npm|COPY \. /);
  });

  it('copies what the program needs, and nothing that is left out of its context', () => {
    const ignored = text('.dockerignore').trim().split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.fedpass', 'node_modules']));
    for (const needed of [
      'package.json',
      'package-lock.json',
      'LICENSE',
      'NOTICE',
      'src',
      'scripts',
      'tsconfig.json',
      'tsconfig.build.json',
    ])
      expect(ignored).not.toContain(needed);
  });

  it('has no dependency at run time that is left out with the others', () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: Record<string, string> };
    const imports = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) =>
        [...text(join('dist', name)).matchAll(/^(?:import|export)\s[^'"]*?from ['"]([^.'"$][^'"]*)['"]/gm)].map(([, from = '']) => from),
      )
      .filter((from) => !from.startsWith('node:'))
      .map((from) =>
        from
          .split('/')
          .slice(0, from.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect(imports.length).toBeGreaterThan(50);
    expect([...new Set(imports)].filter((name) => dependencies[name] === undefined)).toEqual([]);
  });
});

interface Container {
  readonly ports: readonly { readonly containerPort: number }[];
  readonly securityContext: { readonly readOnlyRootFilesystem: boolean; readonly allowPrivilegeEscalation: boolean };
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
  readonly volumeMounts: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
}
interface Deployment {
  readonly kind: 'Deployment';
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly securityContext: { readonly runAsNonRoot: boolean };
        readonly containers: readonly Container[];
      };
    };
  };
}

describe('the Kubernetes manifests', () => {
  const documents = parseAllDocuments(text('deploy/kubernetes/gateway.yaml')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as { readonly kind: string };
  });
  const deployment = documents.find((document): document is Deployment => document.kind === 'Deployment');
  const pod = deployment?.spec.template.spec;
  const [container] = pod?.containers ?? [];

  it('are a deployment that can be reached, drained and fenced', () => {
    expect(documents.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget', 'NetworkPolicy']);
  });

  it('run without rights on a file system that cannot be written', () => {
    expect(pod?.securityContext.runAsNonRoot).toBe(true);
    expect(container?.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    expect(container?.volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
  });

  it('probe what the gateway answers, and wait longer than it does', () => {
    expect(container?.readinessProbe.httpGet.path).toBe('/health/ready');
    expect(container?.livenessProbe.httpGet.path).toBe('/health/live');
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(defaultLimits().shutdownGrace / 1_000);
  });
});

describe('the compose file', () => {
  const { services } = parse(text('deploy/compose/compose.yaml')) as {
    services: Record<string, { readonly command?: readonly string[]; readonly read_only?: boolean }>;
  };

  it('keeps what Redis holds', () => {
    expect(services['redis']?.command?.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
  });

  it('lets nothing but Redis write', () => {
    expect(
      Object.entries(services)
        .filter(([, { read_only }]) => read_only !== true)
        .map(([name]) => name),
    ).toEqual(['redis']);
  });
});
