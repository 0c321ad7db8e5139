using Shield.Api.Client;
using Shield.Api.Contracts;

namespace Shield.Cli.Output;

/// <summary>What went wrong, on standard error: the reason, every fault, and what to do.</summary>
internal static class Complaint
{
    /// <summary>More of those that stand in the way are not named; the core itself stops at twenty.
    /// </summary>
    private const int UsersMax = 10;

    public static int Print(CliConsole console, CliFailureException failure)
    {
        Print(console, failure.Message, failure.Details, failure.Hint);
        return failure.ExitCode;
    }

    public static int Print(CliConsole console, CoreUnreachableException silence)
    {
        const string another = "--core URL or SHIELD_API name another core";
        var hint = silence.Core.IsLoopback
            ? $"start it with `shieldd`, or point elsewhere: {another}"
            : $"is shieldd running there, and may you reach it? {another}";
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
            foreach (var text in texts)
            {
                // A single fault is the reason already.
                if (!problem.Detail.EndsWith(text, StringComparison.Ordinal)) yield return $"{field}: {text}";
            }
        }

        var users = problem.UsedBy ?? [];
        foreach (var user in users.Take(UsersMax))
        {
            var name = string.IsNullOrEmpty(user.Name) ? "" : user.Name + " ";
            yield return $"used by {user.Kind} {name}{user.Uuid:D}";
        }

        if (users.Count > UsersMax) yield return "and more";
    }

    private static string HintOf(ProblemBody problem) => problem switch
    {
        { Status: 409, UsedBy: [var user, ..] } =>
            $"let go of what needs it, then come back; begin with `{LettingGoOf(user)}`",
        { Hint.Length: > 0 } => problem.Hint,
        { Status: 401 } => "give a token: SHIELD_API_TOKEN, or `token = …` in ~/.shield_config",
        { Status: 403 } => "ask for a token with a greater role",
        _ => "",
    };

    /// <summary>A job can use another one instead; the rest can only go.</summary>
    private static string LettingGoOf(UserBody user) => user.Kind switch
    {
        "job" => $"shield edit job {Shown.Word(user.Name)}",
        "task" => $"shield cancel task {Cell.Short(user.Uuid)}",
        _ => $"shield delete {user.Kind} {Cell.Short(user.Uuid)}",
    };

    private static void Print(CliConsole console, string reason, IReadOnlyList<string> details, string hint)
    {
        console.Error.WriteLine($"shield: {Plain.Line(reason)}");
        foreach (var detail in details) console.Error.WriteLine($"  {Plain.Line(detail)}");
        if (hint.Length > 0) console.Error.WriteLine($"hint: {Plain.Line(hint)}");
    }
}
