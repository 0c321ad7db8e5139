using Shield.Api.Client;
using Shield.Api.Contracts;

namespace Shield.Cli.Output;

/// <summary>What went wrong, on standard error: the reason, every fault, and what to do.</summary>
internal static class Complaint
{
    public static int Print(CliConsole console, CliFailureException failure)
    {
        Print(console, failure.Message, failure.Details, failure.Hint);
        return failure.ExitCode;
    }

    public static int Print(CliConsole console, CoreUnreachableException silence)
    {
        const string hint = "is shieldd running there? --core URL or SHIELD_API name another";
        Print(console, silence.Message, [], hint);
        return ExitCode.Unreachable;
    }

    public static int Print(CliConsole console, ApiRefusalException refusal)
    {
        var problem = refusal.Problem;
        Print(console, problem.Detail, [.. Faults(problem)], HintOf(problem));
        return ExitCode.Refused;
    }

    private static IEnumerable<string> Faults(ProblemBody problem)
    {
        if (problem.Missing is { Count: > 0 } missing) yield return $"missing: {string.Join(", ", missing)}";
        foreach (var (field, texts) in problem.Errors ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            foreach (var text in texts) yield return $"{field}: {text}";
        }

        foreach (var user in problem.UsedBy ?? [])
        {
            var name = string.IsNullOrEmpty(user.Name) ? "" : user.Name + " ";
            yield return $"used by {user.Kind} {name}{user.Uuid:D}";
        }
    }

    private static string HintOf(ProblemBody problem) => problem switch
    {
        { Hint.Length: > 0 } => problem.Hint,
        { Status: 401 } => "give a token: SHIELD_API_TOKEN, or `token = …` in ~/.shield_config",
        { Status: 403 } => "ask for a token with a greater role",
        _ => "",
    };

    private static void Print(CliConsole console, string reason, IReadOnlyList<string> details, string hint)
    {
        console.Error.WriteLine($"shield: {Plain.Line(reason)}");
        foreach (var detail in details) console.Error.WriteLine($"  {Plain.Line(detail)}");
        if (hint.Length > 0) console.Error.WriteLine($"hint: {Plain.Line(hint)}");
    }
}
