/** What jsdom leaves out of `<dialog>`: opening, closing, and giving the focus back. The stories try the real one. */
export function installNativeDialog(): void {
  const before = new WeakMap<HTMLDialogElement, Element | null>()
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      before.set(this, document.activeElement)
      this.open = true
    },
    close(this: HTMLDialogElement) {
      if (!this.open) return
      this.open = false
      const last = before.get(this)
      if (last instanceof HTMLElement) last.focus()
      this.dispatchEvent(new Event('close'))
    },
  })
}
