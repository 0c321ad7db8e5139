using Shield.Cli.Output;

namespace Shield.Cli;

/// <summary>Asks a person. Questions go to standard error, so that output may go into a file.</summary>
internal static class Question
{
    /// <summary>Asks yes or no before something is lost. Without <c>--yes</c> and without a person to ask,
    /// the answer is a refusal, and so it is for anything but yes.</summary>
    public static async Task ConfirmAsync(
        this Session session, string warning, CancellationToken cancellationToken)
    {
        if (session.Has(CliOptions.Yes)) return;
        if (!session.Console.CanAsk)
        {
            throw new CliFailureException(
                ExitCode.Refused, "this needs a yes, and there is nobody to ask", "add --yes", warning);
        }

        var answer = await session.AskAsync($"{warning}\nGo on? [y/N] ", cancellationToken);
        if (answer.ToLowerInvariant() is "y" or "yes") return;
        throw new CliFailureException(ExitCode.Refused, "nothing was done", "");
    }

    public static async Task<string> AskAsync(
        this Session session, string question, CancellationToken cancellationToken)
    {
        await session.Console.Error.WriteAsync(Plain.Lines(question).AsMemory(), cancellationToken);
        var answer = session.Console.In.ReadLineAsync(cancellationToken).AsTask();
        return (await session.WaitAsync(answer, cancellationToken))?.Trim() ?? "";
    }

    /// <summary>The same for what nobody who looks on may read. Blanks at its ends stay.</summary>
    public static async Task<string> AskSecretAsync(
        this Session session, string question, CancellationToken cancellationToken)
    {
        await session.Console.Error.WriteAsync(Plain.Lines(question).AsMemory(), cancellationToken);
        var typed = session.Console.ReadHidden(cancellationToken);
        var answer = await session.WaitAsync(typed, cancellationToken);
        await session.Console.Error.WriteLineAsync();
        return answer;
    }

    /// <summary>A terminal's read does not end when the token does, and Ctrl-C must not wait for Enter; what
    /// comes next begins on a line of its own.</summary>
    private static async Task<T> WaitAsync<T>(
        this Session session, Task<T> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await session.Console.Error.WriteLineAsync();
            throw;
        }
    }
}
