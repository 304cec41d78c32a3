/** What each shell needs to ask the program itself: `kubectl-harden __complete WORD... TYPED`. */
import type { SHELLS } from './values.ts';

/** The word that is typed ends at the cursor; bash breaks words at `=` and `:`, so that only what follows is replaced. */
const BASH = `# bash completion of kubectl-harden
_kubectl_harden() {
  local line="\${COMP_LINE:0:COMP_POINT}" words typed answer directive value
  read -ra words <<< "$line"
  [[ "$line" == *[[:space:]] ]] && words+=("")
  typed="\${words[\${#words[@]} - 1]}"
  answer="$("\${words[0]}" __complete "\${words[@]:1}" 2>/dev/null)" || return
  directive="\${answer##*:}"
  COMPREPLY=()
  if [[ "$directive" == 16 ]]; then
    compopt -o filenames
    while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -d -- "\${typed##*=}")
  elif [[ "$directive" == 0 ]]; then
    compopt -o filenames
    while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "\${typed##*=}")
  else
    [[ "$typed" == -*=* ]] && typed="\${typed#*=}"
    while IFS=$'\\t' read -r value _; do
      [[ "$value" == :* ]] && continue
      [[ "$typed" == *:* ]] && value="\${value#"\${typed%:*}:"}"
      COMPREPLY+=("$value")
    done <<< "$answer"
  fi
}
complete -F _kubectl_harden kubectl-harden
`;

const ZSH = `#compdef kubectl-harden
# zsh completion of kubectl-harden
_kubectl_harden() {
  local -a lines offered
  local line directive
  lines=("\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  directive="\${lines[-1]#:}"
  for line in "\${(@)lines[1,-2]}"; do
    if [[ "$line" == *$'\\t'* ]]; then
      offered+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    else
      offered+=("\${line//:/\\\\:}")
    fi
  done
  [[ "\${words[CURRENT]}" == -*=* ]] && compset -P '*='
  case "$directive" in
    0) _files ;;
    16) _files -/ ;;
    *) _describe 'kubectl-harden' offered ;;
  esac
}
if [[ "\${funcstack[1]}" == "_kubectl_harden" ]]; then _kubectl_harden "$@"; else compdef _kubectl_harden kubectl-harden; fi
`;

const FISH = `# fish completion of kubectl-harden
function __kubectl_harden_complete
    set -l typed (commandline -ct)
    # In quotes: a list without elements takes all that it stands beside with it.
    set -l words (commandline -opc) "$typed"
    set -l answer ($words[1] __complete $words[2..-1] 2>/dev/null)
    set -l directive (string sub -s 2 -- $answer[-1])
    set -l prefix (string match -r -- '^-[^=]*=' "$typed"; or echo "")
    switch $directive
        case 0
            __fish_complete_path (string replace -r -- '^-[^=]*=' '' "$typed") | string replace -r -- '^' "$prefix"
        case 16
            __fish_complete_directories (string replace -r -- '^-[^=]*=' '' "$typed") | string replace -r -- '^' "$prefix"
        case '*'
            for line in $answer[1..-2]
                echo $prefix$line
            end
    end
end
complete -c kubectl-harden -f -a '(__kubectl_harden_complete)'
`;

const POWERSHELL = `# PowerShell completion of kubectl-harden
Register-ArgumentCompleter -Native -CommandName kubectl-harden -ScriptBlock {
  param($typed, $ast, $cursor)
  $words = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -le $cursor } | ForEach-Object { $_.ToString() })
  $program = $words[0]
  $rest = @($words | Select-Object -Skip 1)
  if ($typed -eq '') { $rest += '""' }
  $answer = @(& $program __complete @rest 2>$null)
  $prefix = if ($typed -match '^(-[^=]*=)') { $Matches[1] } else { '' }
  $answer | Where-Object { $_ -notmatch '^:' } | ForEach-Object {
    $value, $help = $_ -split "\`t", 2
    [System.Management.Automation.CompletionResult]::new("$prefix$value", $value, 'ParameterValue', $(if ($help) { $help } else { $value }))
  }
}
`;

export const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: BASH,
  fish: FISH,
  powershell: POWERSHELL,
  zsh: ZSH,
};
