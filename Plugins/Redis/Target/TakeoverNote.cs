using Shield.Plugins.Redis.Server;

namespace Shield.Plugins.Redis.Target;

/// <summary>What a restore writes down before it makes a server its replica, so that the next one can tell
/// whether a server is still that.</summary>
/// <param name="Server">Which server.</param>
/// <param name="Master">Whose replica it is made, as host and port.</param>
/// <param name="Before">The identifier of its own history.</param>
/// <param name="Offered">The identifier of the history that it gets.</param>
internal sealed record TakeoverNote(string Server, string Master, string Before, string Offered)
{
    private const int Lines = 4;

    /// <summary>Reads one; null where it was not written whole.</summary>
    public static TakeoverNote? Parse(string text) =>
        text.Split('\n') is { Length: Lines + 1 } lines
            ? new TakeoverNote(lines[0], lines[1], lines[2], lines[3])
            : null;

    public string Text => $"{Server}\n{Master}\n{Before}\n{Offered}\n";

    /// <summary>Whether the server is what this restore has made of it, and nobody since: both identifiers
    /// are random, and the server itself says which one it has.</summary>
    public bool Describes(ServerFacts facts) =>
        !facts.IsMaster && facts.Master == Master
        && (facts.ReplicationId == Before || facts.ReplicationId == Offered);
}
