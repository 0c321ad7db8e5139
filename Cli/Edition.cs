using System.Net;
using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli;

/// <summary>What all the edit commands share.</summary>
internal static class Edition
{
    /// <summary>Finds the thing and edits it: with <c>--json -</c> the core gets standard input as it is,
    /// else only what was given changes, and nobody overwrites what he has not seen.</summary>
    /// <param name="session">What was said.</param>
    /// <param name="noun">What is edited.</param>
    /// <param name="path">Where the API has one of them, such as <c>v1/target</c>.</param>
    /// <param name="edit">Shows it, changes it, and answers with the exit status.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<int> EditAsync(
        this Session session,
        Noun noun,
        string path,
        Func<EditedFields, Guid, CancellationToken, Task<int>> edit,
        CancellationToken cancellationToken)
    {
        var text = session.Argument;
        var fields = session.Has(CliOptions.JsonBody) ? null : EditedFields.Of(session);
        var uuid = await session.FindAsync(noun, text, cancellationToken);
        if (fields is null)
        {
            return await session.SendInputAsync(HttpMethod.Put, $"{path}/{uuid:D}", cancellationToken);
        }

        try
        {
            return await edit(fields, uuid, cancellationToken);
        }
        catch (ApiRefusalException stale) when (stale.Status is HttpStatusCode.PreconditionFailed)
        {
            var show = $"shield show {noun.One} {Shown.Word(text)}";
            throw new CliFailureException(
                ExitCode.Refused,
                $"somebody has changed {noun.One} {text} meanwhile; nothing was done",
                $"look again with `{show}`, and repeat it if it still makes sense");
        }
    }
}
