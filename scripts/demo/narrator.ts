/** Tells a person what happens, and keeps count of what did not do what it should. */
export class Narrator {
  #step = 0
  #failures = 0

  get failures(): number {
    return this.#failures
  }

  chapter(title: string): void {
    this.#step = 0
    console.log(`\n${title}\n${'='.repeat(title.length)}`)
  }

  /** Runs a step; one that throws ends the demo, for all later ones stand on it. */
  async step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    this.#step++
    console.log(`\n${this.#step}. ${title}`)
    return await work()
  }

  /** What came back. */
  say(line: string): void {
    console.log(`   ${line}`)
  }

  /** A statement that must hold. */
  expect(statement: string, holds: boolean): void {
    if (!holds) this.#failures++
    console.log(`   ${holds ? '✓' : '✗ NOT SO:'} ${statement}`)
  }

  block(text: string): void {
    console.log(text.trimEnd().replaceAll(/^/gm, '   | '))
  }
}
