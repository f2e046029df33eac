import type { Config } from '../../config/config.ts';
import type { RunningGateway } from '../../gateway/serve.ts';
import type { RunningManagement } from '../../management/management-server.ts';
import { makeHandlerFolder } from './handler-folder.ts';
import { HandlerLoader } from './handler-loader.ts';
import type { HandlerStore } from './handler-store.ts';
import type { OpenCredentials } from './open-credentials.ts';
import { FreePortTaken, type Lineage, type LoadedConfig, loadProject, openGeneration } from './open-generation.ts';
import type { ProjectRequest } from './project-request.ts';
import { ConfigReloads, type ServedGeneration } from './reload-config.ts';
import { watchFiles } from './watch-files.ts';

/** A project that is being served, as its configuration is now. */
export interface OpenProject {
  readonly config: Config;
  readonly gateway: RunningGateway;
  readonly handlers: HandlerStore;
  /** Undefined when the configuration has no provider, and nobody could make one. */
  readonly credentials: OpenCredentials | undefined;
  /** Undefined when it is off. */
  readonly management: RunningManagement | undefined;
  close(): Promise<void>;
}

/**
 * Opens a project and serves it, with what changes on disk: documents, schemas, and the configuration as a whole. Rejects with
 * ProjectRefused, or with the error of the part that failed; nothing is left open then.
 */
export async function openProject(request: ProjectRequest): Promise<OpenProject> {
  const folder = makeHandlerFolder();
  const loader = new HandlerLoader(folder.path);
  const reloads = new ConfigReloads(request, {
    load: () => loadProject(request),
    open: (loaded, before) => openClosing(request, loaded, { loader, before }),
  });
  // From before the first look, so that no change falls in between.
  const watch = watchFiles([request.config], () => reloads.changed());
  const close = async (): Promise<void> => {
    await watch.stop();
    await reloads.close();
    folder.remove();
  };
  try {
    await reloads.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    get config() {
      return reloads.current.config;
    },
    get gateway() {
      return reloads.current.gateway;
    },
    get handlers() {
      return reloads.current.handlers;
    },
    get credentials() {
      return reloads.current.credentials;
    },
    get management() {
      return reloads.current.management;
    },
    close,
  };
}

const mostAttempts = 5;

/** Opens a generation with the way to close all of it. Nothing of it is left open when that fails. */
async function openClosing(request: ProjectRequest, loaded: LoadedConfig, lineage: Lineage): Promise<ServedGeneration> {
  for (let attempt = 1; ; attempt++) {
    const opened: (() => Promise<void> | void)[] = [];
    const close = async (): Promise<void> => {
      for (const closePart of opened.splice(0).reverse()) await closePart();
    };
    try {
      return { ...(await openGeneration(request, loaded, lineage, opened)), close };
    } catch (error) {
      await close();
      if (!(error instanceof FreePortTaken)) throw error;
      if (attempt === mostAttempts) throw error.cause;
    }
  }
}
