using Shield.Api.Client;
using Shield.Api.Contracts.Plugins;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli;

/// <summary>What all the validate commands share.</summary>
internal static class Validation
{
    private const string Invalid = "invalid";

    /// <summary>Prints what the plugin found out. What is invalid is a failure, with the plugin's own words;
    /// a plugin that has no check is none.</summary>
    public static int PrintCheck(this Session session, Noun noun, Answer<CheckBody> answer)
    {
        var check = answer.Value;
        if (session.Json)
        {
            session.PrintJson(answer.Json);
            return check.Ok == Invalid ? ExitCode.Refused : ExitCode.Done;
        }

        if (check.Ok != Invalid)
        {
            return session.Print(
                answer.Json,
                ("check", Cell.Status(check.Ok)),
                ("agent", Cell.Text(check.Agent)),
                ("plugin says", Cell.Text(check.Output.Trim())));
        }

        throw new CliFailureException(
            ExitCode.Refused,
            $"the {noun.One} is invalid, says its plugin on {check.Agent}",
            $"`shield edit {noun.One} {Shown.Word(session.Argument)} --set KEY=VALUE` corrects it",
            check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
