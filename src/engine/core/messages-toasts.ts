/** The words of notifications about downloads. */
export interface ToastMessages {
  /** Names the place where they come up, for screen readers. */
  readonly title: string
  readonly dismiss: string
  /** Of more at once than are worth a sentence each; `status` is one of `download.status`. */
  readonly many: (status: string, count: number) => string
}
