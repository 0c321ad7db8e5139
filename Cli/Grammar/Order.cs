namespace Shield.Cli.Grammar;

/// <summary>What a command line asks for.</summary>
internal abstract record Order
{
    private Order()
    {
    }

    /// <summary>Nothing was said: somebody new.</summary>
    public sealed record Welcome : Order;

    public sealed record Version : Order;

    /// <summary>Help about the commands given; all of them when nothing was named.</summary>
    public sealed record Help(IReadOnlyList<CliCommand> About, bool Everything) : Order;

    public sealed record Do(CliCommand Command, IReadOnlyList<string> Rest) : Order;
}
