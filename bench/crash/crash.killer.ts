import { setTimeout as sleep } from 'node:timers/promises'
import type { MortalDatabase } from './crash.database.js'
import type { Dice } from './crash.dice.js'
import type { Fleet, Member } from './crash.fleet.js'
import type { SlowMailServer } from './crash.mail.js'

/** Pauses between kills at random moments: about as long as a process needs to start. */
const SHORTEST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 1_500
/** How often a process is killed that has not finished starting. */
const STARTING_CHANCE = 0.2
/** How often it is the database. */
const DATABASE_CHANCE = 0.15
const RECEIVED_CHANCE = 0.12
const ACCEPTED_CHANCE = 0.06

/** Kills at random moments, as often as it is allowed to. */
export class Killer {
  #on = false
  #before = 0

  /** `allowed` grows with what is done, so that a slow machine, on which a start takes long, gets something done too. */
  constructor(
    private readonly fleet: Fleet,
    private readonly dice: Dice,
    private readonly allowed: () => number,
    /** Is killed now and then, too; null: never. */
    private readonly database: MortalDatabase | null = null,
  ) {}

  /** Whether there may be another kill. */
  get mayKill(): boolean {
    return this.#on && this.fleet.kills.length - this.#before < this.allowed()
  }

  /** Kills processes of these roles until `work` is over. */
  async during<Result>(roles: readonly Member['role'][], work: () => Promise<Result>): Promise<Result> {
    this.#on = true
    this.#before = this.fleet.kills.length
    const rage = this.#rage(roles)
    try {
      return await work()
    } finally {
      this.#on = false
      await rage
    }
  }

  /** Kills workers while they hand over e-mails, and right after the mail server said yes. */
  aimAtMail(mail: SlowMailServer): void {
    const aim = (process: string, chance: number, withinMs: number, what: string) => {
      if (!this.mayKill || !this.dice.chance(chance)) return
      const member = this.fleet.members.find((candidate) => this.fleet.processOf(candidate) === process)
      if (member === undefined) return
      const { generation } = member
      setTimeout(() => this.fleet.kill(member, what, generation), this.dice.between(0, withinMs))
    }
    mail.moments = {
      received: (process, answerInMs) => aim(process, RECEIVED_CHANCE, answerInMs, 'e-mail under way'),
      accepted: (process) => aim(process, ACCEPTED_CHANCE, 3, 'e-mail accepted'),
    }
  }

  async #rage(roles: readonly Member['role'][]): Promise<void> {
    while (this.#on) {
      await sleep(this.dice.between(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS))
      if (!this.mayKill) continue
      if (this.database?.mayDie === true && this.dice.chance(DATABASE_CHANCE)) {
        this.fleet.databaseKills.push(performance.now())
        await this.database.kill()
        continue
      }
      const member = this.dice.pick(this.fleet.members.filter(({ role }) => roles.includes(role)))
      if (member.ready || this.dice.chance(STARTING_CHANCE)) this.fleet.kill(member, 'random')
    }
  }
}
