export default {
  // The engine for Node starts threads from files beside its own: it is loaded from node_modules and not bundled.
  serverExternalPackages: ['weightlift/node'],
  turbopack: { root: import.meta.dirname },
}
