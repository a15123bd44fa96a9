export { PlanFacts as Facts } from './plan-facts.js'
export { PlanRoot as Root } from './plan-root.js'
export { PlanWarning as Warning } from './plan-warning.js'
