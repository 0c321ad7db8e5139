namespace Shield.Plugins.Sdk;

/// <summary>One call of a plugin: what it was given, and where its words and bytes go.</summary>
public sealed class PluginCall
{
    private readonly Diagnostics _diagnostics;

    internal PluginCall(PluginMode mode, Endpoint endpoint, Guid? archive, Diagnostics diagnostics)
    {
        Mode = mode;
        Endpoint = endpoint;
        ArchiveUuid = archive;
        _diagnostics = diagnostics;
    }

    /// <summary>Whether the plugin is called as a target or as a store.</summary>
    public PluginMode Mode { get; }

    /// <summary>The endpoint, checked against the declared fields of this mode.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>The archive that is being stored or purged; a store puts it into the key it makes.
    /// Null when the plugin is run by hand.</summary>
    public Guid? ArchiveUuid { get; }

    /// <summary>The time now; keys hold it, in UTC.</summary>
    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>Standard input. Unused by plugins that let a program inherit it. A pending asynchronous read
    /// ends within 100 ms of its cancellation.</summary>
    public Stream Input { get; } = new StandardStream(StandardStream.Input);

    /// <summary>Standard output, unbuffered: for data alone. A reader that went away is an
    /// <see cref="IOException"/>, which <see cref="PluginMain"/> turns into a quiet exit code 4.</summary>
    public Stream Output { get; } = new StandardStream(StandardStream.Output);

    /// <summary>Gives the pipe at standard input 1 MiB of room, so that both ends switch less often. No pipe,
    /// no harm.</summary>
    public void EnlargeInput() => ((StandardStream)Input).Enlarge();

    /// <summary>Hands bytes of standard input on to a tool without copying them; waits until there are some,
    /// and room for them.</summary>
    /// <param name="tool">What the writer of its input is given.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Ends the waiting for bytes.</param>
    /// <returns>How many; 0 at the end, or if the system cannot do it: then they are to be read.</returns>
    /// <exception cref="IOException">The tool reads no more.</exception>
    public long MoveInput(Stream tool, long count, CancellationToken cancellationToken) =>
        ((StandardStream)Input).MoveTo((FileStream)tool, count, cancellationToken);

    /// <summary>The same for standard output.</summary>
    public void EnlargeOutput() => ((StandardStream)Output).Enlarge();

    /// <summary>Writes a line for people to standard error; secrets of the endpoint are taken out.</summary>
    /// <param name="message">One or more lines.</param>
    public void Say(string message) => _diagnostics.Say(Endpoint.Scrub(message));
}
