namespace Shield.Cli.Completion;

/// <summary>Thin scripts: they hand the words that were typed to <see cref="Completer"/>, the last one being
/// the one to complete, and offer what it prints, a line each.</summary>
internal static class CompletionScripts
{
    // bash splits words at ':' and '=', so what it tore apart is glued first. Within quotes nothing is
    // quoted again.
    private const string Bash =
        """
        # In ~/.bashrc: source <(shield completion bash)
        _shield() {
          local word line glue= quote= words=()
          for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
            quote="${word:0:1}"
            word="${word//[\\\"\']/}"
            if [[ ${#words[@]} -gt 0 && ( -n $glue || $word == [:=]* ) ]]; then
              words[-1]+="$word"
            else
              words+=("$word")
            fi
            [[ $word == [:=] ]] && glue=1 || glue=
          done
          COMPREPLY=()
          while IFS= read -r line; do
            [[ $quote == [\"\'] ]] || line="$(printf '%q' "$line")"
            COMPREPLY+=("$line")
          done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
        }
        complete -F _shield shield

        """;

    private const string Zsh =
        """
        #compdef shield
        # In ~/.zshrc, below compinit: source <(shield completion zsh)
        _shield() {
          local -a found
          found=(${(f)"$("${words[1]}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)"})
          compadd -a found
        }
        compdef _shield shield

        """;

    private const string Fish =
        """
        # shield completion fish > ~/.config/fish/completions/shield.fish
        function __shield_complete
            set -l words (commandline -opc)
            set -l program $words[1]
            set -e words[1]
            $program __complete $words (commandline -ct | string collect --allow-empty) 2>/dev/null
        end
        complete -c shield -f -a '(__shield_complete)'

        """;

    /// <summary>By the name of the shell.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
    };
}
