/** Every class of Tailwind's that the page uses: what Tailwind would find in the source. */
export const CLASSES = {
  title: 'text-2xl font-semibold tracking-tight',
  list: 'list-disc ps-6 space-y-2',
  button:
    'inline-flex h-9 items-center rounded-md bg-primary px-4 py-2 text-sm font-medium text-primary-foreground shadow-xs',
  input: 'h-9 w-full rounded-md border px-3 py-1 text-sm shadow-xs',
  link: 'underline underline-offset-4',
  table: 'w-full text-sm',
  /** On a drop-in: each against something that Weightlift's own styles say. */
  dropIn: 'rounded-none border-4 bg-muted-foreground p-8 text-lg max-w-md shadow-none',
  toolbarButton: 'rounded-none px-8 bg-primary text-primary-foreground',
  /** shadcn/ui's card and progress over parts. */
  card: 'flex flex-col gap-4 rounded-xl border bg-card p-6 text-card-foreground shadow-sm max-w-md',
  cardTitle: 'leading-none font-semibold',
  cardText: 'text-muted-foreground text-sm tabular-nums',
  bar: 'relative h-2 w-full overflow-hidden rounded-full bg-primary/20',
  indicator: 'block h-full w-[calc(var(--weightlift-progress)*100%)] bg-primary',
} as const
