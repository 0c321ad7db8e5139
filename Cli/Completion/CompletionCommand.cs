using Shield.Cli.Grammar;

namespace Shield.Cli.Completion;

/// <summary><c>shield completion</c>: what a shell needs to complete our words.</summary>
internal static class CompletionCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.Completion,
        Summary = "print what makes the Tab key of bash, zsh or fish complete commands and names",
        Argument = "SHELL",
        Examples = ["shield completion bash", "shield completion zsh", "shield completion fish"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var shell = session.Argument;
        if (!CompletionScripts.All.TryGetValue(shell, out var script))
        {
            throw CliFailureException.Usage(
                $"no completion for '{shell}'", $"there is {string.Join(", ", CompletionScripts.All.Keys)}");
        }

        session.Console.Out.Write(script);
        return Task.FromResult(ExitCode.Done);
    }
}
