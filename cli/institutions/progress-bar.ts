const width = 30
const redrawAfter = 100

/** A line that shows how much of something is done. */
export interface ProgressBar {
  advance(count: number): void
  /** Takes the line away. */
  end(): void
}

/** Draws the bar where somebody is looking, and nothing elsewhere. */
export function createProgressBar(
  total: number,
  {
    terminal,
    note,
    now = Date.now,
  }: { terminal: boolean; note(text: string): void; now?(): number },
): ProgressBar {
  if (!terminal || total === 0) return { advance: () => {}, end: () => {} }
  let [done, drawnAt] = [0, 0]
  const draw = () => {
    const share = done / total
    const bar = '█'.repeat(Math.round(share * width)).padEnd(width, '░')
    const count = `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`
    note(`\r${bar} ${String(Math.floor(share * 100)).padStart(3)} % ${count}`)
    drawnAt = now()
  }
  return {
    advance(count) {
      done += count
      if (done === total || now() - drawnAt >= redrawAfter) draw()
    },
    end: () => note('\r\u001b[K'),
  }
}
