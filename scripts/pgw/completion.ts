import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'

/**
 * The library's script for bash asks a function of the package bash-completion for the words of the line. Where that
 * package is not loaded, this takes its place; otherwise each TAB would offer the commands of the first level.
 */
const WORDS_OF_BASH = `if ! declare -F _get_comp_words_by_ref > /dev/null; then
    _get_comp_words_by_ref() {
        words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
    }
fi
`

/** Adds `complete`, which prints the completion script of a shell, and answers what such a script asks. */
export function addCompletion(program: Command): void {
  tab(program)
  const complete = program.commands.find((command) => command.name() === 'complete')
  complete?.hook('preAction', ({ args }) => {
    // `complete -- bash` is a question of the script, about a line that begins with "bash".
    if (args[0] === 'bash' && !rawArguments(program).includes('--')) process.stdout.write(WORDS_OF_BASH)
  })
}

function rawArguments(program: Command): readonly string[] {
  return (program as Command & { readonly rawArgs: readonly string[] }).rawArgs
}
