import Module, { register } from 'node:module'

// Loaded before all else by the tests that run against React 18: whoever asks for React, in a package of node_modules too, gets that one.
const IS_REACT = /^react(-dom)?(\/|$)/

/** What `require` calls; Node 20 has no other way in. */
const loader = /** @type {{ _resolveFilename: (request: string, parent: unknown, ...rest: unknown[]) => string }} */ (
  /** @type {unknown} */ (Module)
)
const resolveFilename = loader._resolveFilename
const here = Object.assign(new Module(import.meta.filename), { paths: [`${import.meta.dirname}/node_modules`] })
loader._resolveFilename = (request, parent, ...rest) =>
  resolveFilename.call(Module, request, IS_REACT.test(request) ? here : parent, ...rest)

const hooks = `
  export function resolve(specifier, context, next) {
    return next(specifier, ${IS_REACT}.test(specifier) ? { ...context, parentURL: ${JSON.stringify(import.meta.url)} } : context)
  }
`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
