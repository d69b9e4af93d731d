import { vi } from "vitest";

/** One process serves several files; each begins with the environment, the globals and the modules of a new one. */
const scope = globalThis as unknown as Record<string, unknown> & { firstEnvironment?: NodeJS.ProcessEnv };

scope.firstEnvironment ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in scope.firstEnvironment)) delete process.env[name];
Object.assign(process.env, scope.firstEnvironment);

// The portal keeps on globalThis what its several bundles share: db, caches, metrics, pools.
for (const name of Object.keys(scope)) if (/^portal[A-Z]/.test(name)) delete scope[name];

vi.resetModules(); // ours; those of packages stay
