import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ConnectionStatus } from './connection'

/** Props of {@link KeyField}. */
export interface KeyFieldProps {
  /** The key in use when the page opened. */
  initialKey: string
  status: ConnectionStatus
  /** The id of the element that says how the key fared. */
  describedBy: string
  /** Called with the trimmed key when it is confirmed or the field is left after a change. */
  onApply: (key: string) => void
  /** Called by whoever would rather sign in. */
  onSignIn: () => void
}

/**
 * The API key: hidden like a password, shown on demand. The field has no `name` and its form goes nowhere, so the key
 * cannot end up in an address. It is applied on Enter, on the button and on leaving the field, not on every letter:
 * half a key would only earn rejections.
 */
export function KeyField({ initialKey, status, describedBy, onApply, onSignIn }: KeyFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const applied = useRef(initialKey)
  const [draft, setDraft] = useState(initialKey)
  const [shown, setShown] = useState(false)
  const invalid = status === 'rejected'

  useEffect(() => {
    if (status === 'missing' || status === 'rejected') {
      input.current?.focus()
    }
  }, [status])

  function apply(): void {
    const key = draft.trim()
    applied.current = key
    setDraft(key)
    onApply(key)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    apply()
  }

  return (
    <form
      ref={form}
      className="key-form"
      onSubmit={submit}
      onBlur={(event) => {
        const stays = form.current?.contains(event.relatedTarget) ?? false
        if (!stays && draft.trim() !== applied.current) {
          apply()
        }
      }}
    >
      <label htmlFor={id}>API key</label>
      <div className="key-input" data-invalid={invalid}>
        <input
          ref={input}
          id={id}
          type={shown ? 'text' : 'password'}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          placeholder="Paste your key"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-1p-ignore="true"
          data-lpignore="true"
        />
        <button type="button" aria-pressed={shown} aria-label="Show API key" onClick={() => setShown(!shown)}>
          {shown ? 'Hide' : 'Show'}
        </button>
      </div>
      <button type="submit" className="primary">
        Use key
      </button>
      <button type="button" onClick={onSignIn}>
        Sign in
      </button>
    </form>
  )
}
