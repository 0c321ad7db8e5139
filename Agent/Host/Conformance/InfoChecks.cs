using Shield.Plugins.Sdk;

namespace Shield.Agent.Host.Conformance;

/// <summary>What a plugin says about itself.</summary>
internal sealed class InfoChecks(Subject subject)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    /// <summary>What it said, once it has been asked; null when it cannot be understood.</summary>
    public PluginInfo? Info { get; private set; }

    /// <summary>All of them, in the order in which they are done.</summary>
    public IEnumerable<Check> All() =>
    [
        new("info answers as the protocol says", AnswersAsync),
        new("it is a target, a store, or both", _ => Task.FromResult(IsSomething())),
        new("its fields can be shown in a form", _ => Task.FromResult(FieldsAreComplete())),
    ];

    private async Task<Finding> AnswersAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var answer = await subject.AskAsync(new Call("info"), cancellationToken);
        if (answer.ExitCode != 0) return Finding.Bad($"it exited {answer.ExitCode}: {answer.Errors}");
        if (TimeProvider.System.GetElapsedTime(start) > AnswerMax)
            return Finding.Bad("it took more than 10 s");
        if (PluginReply.ParseInfo(answer.Output) is not Verdict<PluginInfo>.Good(var info))
            return Finding.Bad(((Verdict<PluginInfo>.Bad)PluginReply.ParseInfo(answer.Output)).Reason);
        Info = info;
        return Finding.Good;
    }

    private Finding IsSomething() => Info switch
    {
        null => Finding.Skip("info was not understood"),
        { IsTarget: false, IsStore: false } => Finding.Bad("features says no to both"),
        _ => Finding.Good,
    };

    private Finding FieldsAreComplete()
    {
        if (Info is null) return Finding.Skip("info was not understood");
        if (Info.Protocol <= PluginInfo.FirstProtocol) return Finding.Skip("protocol 1 has no fields");
        foreach (var field in Info.Fields)
        {
            if (string.IsNullOrWhiteSpace(field.Title) || string.IsNullOrWhiteSpace(field.Help))
                return Finding.Bad($"field '{field.Name}' has no title or no help");
            if (field.IsSecret && (field.Default ?? field.Example) is not null)
                return Finding.Bad($"field '{field.Name}' is secret and has a default or an example");
            if (field.Required && field.Default is not null)
                return Finding.Bad($"field '{field.Name}' is required and has a default");
        }

        return Info.Fields.Count > 0 ? Finding.Good : Finding.Bad("there are none");
    }
}
