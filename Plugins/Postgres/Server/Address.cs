using System.Globalization;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Postgres.Server;

/// <summary>Where a server is, and as whom it is spoken to.</summary>
/// <param name="Host">A name, an address or the folder of a socket; null for the usual socket.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="User">The role.</param>
/// <param name="Database">The one database; null for all.</param>
/// <param name="SslMode">As libpq names it.</param>
internal sealed record Address(string? Host, int Port, string User, string? Database, string SslMode)
{
    private const int PortWhereNoneIsGiven = 5432;

    /// <summary>For messages.</summary>
    public string Where => Host is null ? "the server of this machine" : $"{Host}:{Port}";

    /// <summary>As libpq wants to be told.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["PGHOST"] = Host,
        ["PGPORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = User,
        ["PGSSLMODE"] = SslMode,
    };

    public static Address Of(Endpoint endpoint)
    {
        var host = endpoint.Text(PostgresFields.Host);
        // libpq would try several, and a restore must not begin on one and end on another.
        if (host?.Contains(',', StringComparison.Ordinal) == true)
            throw Endpoint.Invalid(PostgresFields.Host, "names more than one server");
        return new Address(
            host,
            endpoint.Port(PostgresFields.Port) ?? PortWhereNoneIsGiven,
            endpoint.RequiredText(PostgresFields.User),
            endpoint.Text(PostgresFields.Database),
            endpoint.Text(PostgresFields.SslMode) ?? "prefer");
    }
}
