using Shield.Api.Client;
using Shield.Cli.Completion;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli;

/// <summary>The whole program, short of the process around it.</summary>
internal static class CommandLine
{
    /// <summary>Does what the arguments ask for; what goes wrong becomes text and a status.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            if (args is [Completer.Word, ..])
            {
                return await new Completer(Commands.All, console).RunAsync(
                    [.. args.Skip(1)], cancellationToken);
            }

            return await ObeyAsync(new Grammarian(Commands.All).Read(args), console, cancellationToken);
        }
        catch (CliFailureException failure)
        {
            return Complaint.Print(console, failure);
        }
        catch (ApiRefusalException refusal)
        {
            return Complaint.Print(console, refusal);
        }
        catch (CoreUnreachableException silence)
        {
            return Complaint.Print(console, silence);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> ObeyAsync(
        Order order, CliConsole console, CancellationToken cancellationToken)
    {
        switch (order)
        {
            case Order.Do(var command, var rest):
                using (var session = new Session(command, Arguments.Read(command, rest), console))
                {
                    return await command.Run(session, cancellationToken);
                }

            case Order.Help(var about, var everything):
                console.Out.Write(everything ? HelpText.OfAll(about) : HelpText.Of(about));
                return ExitCode.Done;

            case Order.Version:
                var version = typeof(CommandLine).Assembly.GetName().Version;
                console.Out.WriteLine($"shield {version?.ToString(3)}");
                return ExitCode.Done;

            default:
                console.Out.Write(HelpText.Welcome);
                return ExitCode.Done;
        }
    }
}
