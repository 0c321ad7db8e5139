namespace Shield.Cli.Completion;

/// <summary>Thin scripts: they hand the words that were typed to <see cref="Completer"/>, the last one being
/// the one to complete, and offer what it prints, a line each.</summary>
internal static class CompletionScripts
{
    // bash tears words at ':', '=' and '@' and keeps quotes, so the line is taken apart here as bash itself
    // would do it. What is offered is quoted as the word was begun, and without what bash leaves alone.
    private const string Bash =
        """
        # In ~/.bashrc: source <(shield completion bash)
        _shield() {
          local line="${COMP_LINE:0:COMP_POINT}" torn="${COMP_WORDS[COMP_CWORD]}" words=()
          local word= raw= before= in= c i found one="'\\''"
          for ((i = 0; i < ${#line}; i++)); do
            c="${line:i:1}"
            raw+="$c"
            if [[ $in == \' ]]; then
              if [[ $c == \' ]]; then in=; else word+="$c"; fi
            elif [[ $c == \\ ]]; then
              i=$((i + 1))
              c="${line:i:1}"
              raw+="$c"
              if [[ $in == \" && $c != [\"\\\$\`] ]]; then word+=\\; fi
              word+="$c"
            elif [[ -n $in && $c == "$in" ]]; then
              in=
            elif [[ -z $in && $c == [\"\'] ]]; then
              in="$c" before="$word"
            elif [[ -z $in && $c == [[:space:]] ]]; then
              if [[ $raw != [[:space:]] ]]; then words+=("$word"); fi
              word= raw=
            else
              word+="$c"
            fi
          done
          if [[ $torn == [:=@]* ]]; then torn=; fi
          COMPREPLY=()
          while IFS= read -r found; do
            if [[ $in == \' ]]; then
              found="${found#"$before"}"
              found=${found//\'/"$one"}
            elif [[ $in == \" ]]; then
              found="${found#"$before"}"
              found=${found//\\/\\\\}
              found=${found//\"/\\\"}
              found=${found//\$/\\\$}
              found=${found//\`/\\\`}
            else
              printf -v found %q "$found"
              if [[ $raw == *"$torn" ]]; then found="${found#"${raw%"$torn"}"}"; fi
            fi
            COMPREPLY+=("$found")
          done < <("${words[0]}" __complete "${words[@]:1}" "$word" 2>/dev/null)
        }
        complete -F _shield shield

        """;

    // zsh and fish compare what is offered with what was typed by themselves, quotes and all; only that it is
    // an option must be known.
    private const string Zsh =
        """
        #compdef shield
        # In ~/.zshrc, below compinit: source <(shield completion zsh)
        _shield() {
          local typed="${(Q)PREFIX}"
          [[ $typed == -* ]] || typed=
          local -a found
          found=(${(f)"$("${(Q)words[1]}" __complete "${(@Q)words[2,CURRENT-1]}" "$typed" 2>/dev/null)"})
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
            set -l typed (commandline -ct | string collect --allow-empty)
            string match -q -- '-*' $typed; or set typed ''
            $program __complete $words $typed 2>/dev/null
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
