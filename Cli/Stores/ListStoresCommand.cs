using Shield.Api.Client;
using Shield.Cli.Grammar;
using Shield.Cli.Output;

namespace Shield.Cli.Stores;

/// <summary><c>shield list stores</c>.</summary>
internal static class ListStoresCommand
{
    public static readonly CliCommand Command = new()
    {
        Verb = Verbs.List,
        Noun = Noun.Store,
        Summary = "where archives can be kept",
        Options = [CliOptions.Used, CliOptions.Unused, CliOptions.Plugin, CliOptions.NameFilter],
        Examples = ["shield list stores", "shield list stores --unused --plugin fs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Session session, CancellationToken cancellationToken)
    {
        var filter = new StoreFilter(
            session.Text(CliOptions.Plugin), session.Unused(), session.Text(CliOptions.NameFilter));
        return session.Print(
            await session.Client.ListStoresAsync(filter, cancellationToken),
            "no stores; `shield create store` makes one",
            ("name", t => Cell.Text(t.Name)),
            ("uuid", t => Cell.Uuid(t.Uuid)),
            ("plugin", t => Cell.Text(t.Plugin)),
            ("summary", t => Cell.Text(t.Summary)));
    }
}
