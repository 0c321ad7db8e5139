using Shield.Plugins.Sdk;

namespace Shield.Plugins.Mysql.Server;

/// <summary>Where a server is, and as whom it is spoken to.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Socket">The path of a socket, which goes before host and port; null for none.</param>
/// <param name="User">The account's name.</param>
/// <param name="Database">The one database; null for all.</param>
internal sealed record Address(string Host, int Port, string? Socket, string User, string? Database)
{
    private const int PortWhereNoneIsGiven = 3306;

    /// <summary>For messages.</summary>
    public string Where => Socket ?? $"{Host}:{Port}";

    public static Address Of(Endpoint endpoint)
    {
        var database = endpoint.Text(MysqlFields.Database);
        if (database is not null && SystemSchemas.Contains(database))
            throw Endpoint.Invalid(
                MysqlFields.Database, "is a database of the server itself, which is not replaced");
        return new Address(
            endpoint.Text(MysqlFields.Host) ?? "127.0.0.1",
            endpoint.Port(MysqlFields.Port) ?? PortWhereNoneIsGiven,
            endpoint.AbsolutePath(MysqlFields.Socket),
            endpoint.RequiredText(MysqlFields.User),
            database);
    }
}
