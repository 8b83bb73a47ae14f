import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { Piscina } from 'piscina'
import { Counter, Histogram, type Registry } from 'prom-client'
import { Turnstile } from '../../limits/turnstile.js'
import type { TabularDocument } from '../pdf/render-tabular-pdf.js'
import type { ProfileDocument } from '../profile.document.js'
import { type ProfileRenderer, RendererError, type RendererFailure, type TabularRenderer } from './profile.renderer.js'
import type { Rendered, RenderFault } from './renderer.worker.js'

/** What a thread is given: the name of a function of the worker, what it takes, and how errors name it. */
type Task =
  | { name: 'render'; document: ProfileDocument; number: string }
  | { name: 'renderTabular'; document: TabularDocument; number: string }

/** How a pool is built. */
export interface RendererPoolSettings {
  /** How many documents are rendered at once, each in a thread of its own. */
  threads: number
  logger: Logger
  metrics: Registry
  /** The compiled `renderer.worker`; the one beside this file unless told. Programs that run from sources bring theirs. */
  workerFile?: string | undefined
  /** A document that takes longer is given up, and its thread with it; 60 seconds unless told. */
  timeoutMs?: number
}

/** So many documents may wait for a thread; at some 20 ms each that is what a client would wait for anyway. */
const MAX_WAITING = 1_000
const COME_AGAIN_SECONDS = 10
const TIMEOUT_MS = 60_000

/** A thread without work ends after so long: typefaces and libraries take some 60 MB. */
const IDLE_MS = 60_000
/** A document that takes more than this is none; only its thread ends. */
const MAX_HEAP_MB = 512

/** Rendering gets what processor time the API leaves over (`nice`; on Linux alone). */
const NICE = 10

const BESIDE_THIS_FILE = fileURLToPath(new URL('./renderer.worker.js', import.meta.url))

/**
 * Renders in threads, so that no request waits while a document is made. Threads start when they are needed, parse the
 * typefaces once and end when idle. They get no environment: what they do depends on the document alone.
 */
export class RendererPool implements ProfileRenderer, TabularRenderer {
  readonly atOnce: number
  readonly #threads: Piscina<Task['document'], Rendered>
  readonly #turnstile: Turnstile
  /** One for each document that is being rendered; its reason says why it was given up. */
  readonly #running = new Set<AbortController>()
  readonly #seconds: Histogram
  readonly #failures: Counter<'code'>
  readonly #timeoutMs: number
  #stopped = false

  constructor({ threads, logger, metrics, workerFile, timeoutMs }: RendererPoolSettings) {
    this.atOnce = threads
    this.#timeoutMs = timeoutMs ?? TIMEOUT_MS
    const name = 'pdf_renders'
    const queue = { atOnce: threads, maxWaiting: MAX_WAITING, comeAgainSeconds: COME_AGAIN_SECONDS }
    // Not piscina's queue: it knows no limit, nor an order, for tasks that can be given up.
    this.#turnstile = new Turnstile({ name, ...queue }, metrics)
    this.#threads = new Piscina({
      filename: workerFile ?? BESIDE_THIS_FILE,
      name: 'render',
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      niceIncrement: NICE,
      env: {},
    })
    // A thread that could not start: whoever waits for it would wait for ever.
    this.#threads.on('error', (error) => {
      logger.error({ err: error }, 'a rendering thread ended')
      this.#giveUp('RENDERER_DIED', 'the rendering thread could not start')
    })
    this.#seconds = new Histogram({
      name: 'gateway_pdf_render_seconds',
      help: 'How long it took to render a PDF, without the wait for a thread.',
      buckets: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30],
      registers: [metrics],
    })
    this.#failures = new Counter({
      name: 'gateway_pdf_render_failures_total',
      help: 'PDFs that were not rendered, by reason.',
      labelNames: ['code'],
      registers: [metrics],
    })
  }

  async render(document: ProfileDocument): Promise<Uint8Array> {
    return await this.#inTurn({ name: 'render', document, number: document.header.documentNumber })
  }

  async renderTabular(document: TabularDocument): Promise<Uint8Array> {
    return await this.#inTurn({ name: 'renderTabular', document, number: document.number })
  }

  async #inTurn(task: Task): Promise<Uint8Array> {
    try {
      return await this.#turnstile.pass(() => this.#run(task))
    } catch (error) {
      if (error instanceof RendererError) this.#failures.inc({ code: error.code })
      throw error
    }
  }

  /** Ends all threads. What is being rendered, or waits, is given up: RENDERER_STOPPED. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#giveUp('RENDERER_STOPPED', 'rendering was stopped')
    await this.#threads.destroy()
  }

  async #run({ name, document, number }: Task): Promise<Uint8Array> {
    if (this.#stopped) throw new RendererError('RENDERER_STOPPED', `${number}: rendering was stopped`)
    const running = new AbortController()
    const timedOut = new RendererError('RENDER_TIMED_OUT', `${number}: not over in ${this.#timeoutMs} ms`)
    const timer = setTimeout(() => running.abort(timedOut), this.#timeoutMs)
    this.#running.add(running)
    const endTimer = this.#seconds.startTimer()
    try {
      const rendered = await this.#threads.run(document, { name, signal: running.signal })
      if ('failure' in rendered) throw failed(number, rendered.failure)
      endTimer()
      return rendered.bytes
    } catch (error) {
      if (error instanceof RendererError) throw error
      if (running.signal.aborted) throw running.signal.reason
      throw new RendererError('RENDERER_DIED', `${number}: the rendering thread ended`, { cause: error })
    } finally {
      clearTimeout(timer)
      this.#running.delete(running)
    }
  }

  #giveUp(code: RendererFailure, message: string): void {
    for (const running of this.#running) running.abort(new RendererError(code, message))
  }
}

function failed(documentNumber: string, { type, frames }: RenderFault): RendererError {
  const error = new RendererError('RENDER_FAILED', `${documentNumber}: ${type} while it was rendered`)
  error.stack = `${error.name}: ${error.message}\n${frames}`
  return error
}
