import { options } from 'preact'

/** React marks so what did work in a commit. */
const PERFORMED_WORK = 1

/** Counts, while it is on, the commits and in how many of them each row rendered. Must be loaded before React. */
export const counter = { isOn: false, commits: 0, rows: new Map() }

globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
  supportsFiber: true,
  inject: () => 1,
  onCommitFiberRoot(_, { current }) {
    if (!counter.isOn) return
    counter.commits += 1
    const rows = new Set()
    walk(current, null, rows)
    for (const row of rows) count(row)
  },
  onCommitFiberUnmount() {},
  onPostCommitFiberRoot() {},
}

function count(row) {
  counter.rows.set(row, (counter.rows.get(row) ?? 0) + 1)
}

/** What was not rendered keeps its children: there is no need to look further. */
function walk(fiber, row, rows) {
  for (let child = fiber.child; child !== null; child = child.sibling) {
    const own = child.memoizedProps?.['data-row'] ?? rowOf(child) ?? row
    if (own !== null && child.alternate !== null && (child.flags & PERFORMED_WORK) !== 0 && isNew(child)) rows.add(own)
    if (child.alternate === null || child.child !== child.alternate.child) walk(child, own, rows)
  }
}

/** The row's own component stands above its element. */
function rowOf({ memoizedProps }) {
  const id = memoizedProps?.id ?? memoizedProps?.modelId ?? memoizedProps?.download?.id
  return typeof id === 'string' && id.startsWith('model-') ? id : undefined
}

function isNew({ alternate, memoizedProps, memoizedState }) {
  return alternate.memoizedProps !== memoizedProps || alternate.memoizedState !== memoizedState
}

// Uppy draws with Preact.
const { diffed } = options
options.diffed = (vnode) => {
  diffed?.(vnode)
  if (counter.isOn && vnode.type === 'li') count(String(vnode.key))
}
