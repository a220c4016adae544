import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A module of this folder that runs in a process of its own and talks by messages. */
export interface ChildModule<Question, Answer> {
  readonly processId: number | undefined
  /** Sends a question and waits for its answer. */
  ask(question: Question): Promise<Answer>
  close(): Promise<void>
}

/** Starts the module; `nodeOptions` come before its name. */
export function startChildModule<Question extends object, Answer>(
  file: string,
  { nodeOptions = [], parameters = [] }: { nodeOptions?: string[]; parameters?: string[] } = {},
): ChildModule<Question, Answer> {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = fork(path, parameters, { execArgv: nodeOptions })
  return {
    processId: child.pid,
    ask(question) {
      child.send(question)
      return nextMessage<Answer>(child)
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The next message of a child process; an error when it ends before. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const giveUp = new AbortController()
  const ended = once(child, 'exit', giveUp).then(([code]) => {
    throw new Error(`a process of the benchmark ended by itself, status ${code}`)
  })
  ended.catch(() => {})
  try {
    const [message] = await Promise.race([once(child, 'message', giveUp), ended])
    return message as Message
  } finally {
    giveUp.abort()
  }
}
