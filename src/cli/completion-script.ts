// Completion in the three shells that are common: commands first, then options, their values, and files.
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export interface CompletedOption {
  readonly long: string;
  readonly does: string;
  readonly takesValue: boolean;
  /** Values that are known beforehand. */
  readonly values: readonly string[];
  /** May a file stand there? */
  readonly files: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly does: string;
  /** Words that may stand as its arguments. */
  readonly words: readonly string[];
  readonly files: boolean;
  readonly options: readonly CompletedOption[];
}

/** A text between single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function bash(commands: readonly CompletedCommand[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(
        ({ long, values: known, files }) =>
          `    ${quoted(`${name} ${long}`)}) COMPREPLY=($(compgen ${files ? "-f " : ""}-W ${quoted(known.join(" "))} -- "$word")); return ;;`,
      ),
  );
  const words = commands.map(
    ({ name, words: known, files, options }) =>
      `    ${name}) options=${quoted(options.map(({ long }) => long).join(" "))}; words=${quoted(known.join(" "))}; files=${files ? "-f" : ""} ;;`,
  );
  return `# Completion of mec-offload for bash: source <(mec-offload completion bash)
_mec_offload() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  local options= words= files=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted(commands.map(({ name }) => name).join(" "))} -- "$word"))
    return
  fi
  case "$command $before" in
${values.join("\n")}
  esac
  case "$command" in
${words.join("\n")}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *) COMPREPLY=($(compgen $files -W "$words" -- "$word")) ;;
  esac
}
complete -o filenames -F _mec_offload mec-offload`;
}

/** zsh has a way to run completions of bash. */
const zsh = (commands: readonly CompletedCommand[]): string => `#compdef mec-offload
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
${bash(commands).replace("for bash: source <(mec-offload completion bash)", "for zsh: source <(mec-offload completion zsh)")}`;

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, does, words, files, options }) => {
    const within = `complete -c mec-offload -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c mec-offload -n __fish_use_subcommand -f -a ${name} -d ${quoted(does)}`,
      ...(words.length > 0 || !files ? [`${within} ${files ? "" : "-f "}-a ${quoted(words.join(" "))}`] : []),
      ...options.map(({ long, does: what, takesValue, values, files: file }) => {
        const known = values.length > 0 ? ` -a ${quoted(values.join(" "))}` : "";
        const kind = takesValue ? ` -r${file ? " -F" : " -f"}${known}` : "";
        return `${within} -l ${long.replace(/^--/, "")} -d ${quoted(what)}${kind}`;
      }),
    ];
  });
  return ["# Completion of mec-offload for fish: mec-offload completion fish | source", ...lines].join("\n");
}

/** The script that a shell reads. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  switch (shell) {
    case "bash":
      return bash(commands);
    case "zsh":
      return zsh(commands);
    case "fish":
      return fish(commands);
  }
}
