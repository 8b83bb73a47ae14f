import { type FormEvent, useId, useState } from 'react'
import { type Session, signIn, signOut, writeSession } from './session'

/** Props of {@link SignInForm}. */
export interface SignInFormProps {
  onSignedIn: (session: Session) => void
  onKey: () => void
}

/** Signing in by e-mail address and password, for people; the password is kept nowhere. */
export function SignInForm({ onSignedIn, onKey }: SignInFormProps) {
  const id = useId()
  const [problem, setProblem] = useState('')
  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    const [email, password] = ['email', 'password'].map(
      (name) => (form.elements.namedItem(name) as HTMLInputElement).value,
    )
    setProblem('Signing in …')
    try {
      const session = await signIn((email ?? '').trim(), password ?? '')
      writeSession(session)
      onSignedIn(session)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form className="key-form" onSubmit={(event) => void submit(event)}>
      <label htmlFor={`${id}-email`}>E-mail</label>
      <input id={`${id}-email`} name="email" type="email" autoComplete="username" required />
      <label htmlFor={`${id}-password`}>Password</label>
      <input id={`${id}-password`} name="password" type="password" autoComplete="current-password" required />
      <button type="submit" className="primary">
        Sign in
      </button>
      <button type="button" onClick={onKey}>
        Use a key
      </button>
      <p className="problem" role="alert">
        {problem}
      </p>
    </form>
  )
}

/** Props of {@link SessionBar}. */
export interface SessionBarProps {
  session: Session
  onChange: (session: Session | null) => void
}

/** Who has signed in, which world is looked at, and why: staff have to say. */
export function SessionBar({ session, onChange }: SessionBarProps) {
  const id = useId()
  function change(part: Partial<Session>): void {
    const next = { ...session, ...part }
    writeSession(next)
    onChange(next)
  }
  async function leave(): Promise<void> {
    onChange(null)
    await signOut().catch(() => undefined)
  }
  return (
    <div className="key-form">
      <span>{session.email}</span>
      <label htmlFor={`${id}-mode`}>Mode</label>
      <select
        id={`${id}-mode`}
        value={session.mode}
        onChange={(event) => change({ mode: event.target.value as Session['mode'] })}
      >
        <option value="TEST">Test</option>
        <option value="LIVE">Live</option>
      </select>
      <label htmlFor={`${id}-reason`}>Reason (staff)</label>
      <input
        id={`${id}-reason`}
        defaultValue={session.reason}
        maxLength={300}
        onBlur={(event) => change({ reason: event.target.value.trim() })}
      />
      <button type="button" onClick={() => void leave()}>
        Sign out
      </button>
    </div>
  )
}
