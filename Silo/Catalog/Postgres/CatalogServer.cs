using Npgsql;

namespace Shield.Silo.Catalog;

/// <summary>How a PostgreSQL server is reached. It holds a password, which it tells nobody.</summary>
public sealed class CatalogServer
{
    /// <summary>How long a connection may take, in seconds, unless set otherwise.</summary>
    private const int ConnectSecondsMax = 5;

    /// <summary>How long a statement may take, in seconds, unless set otherwise.</summary>
    private const int StatementSecondsMax = 20;

    /// <summary>Connections of one silo, unless set otherwise: several share what a server has, 100 as it
    /// comes.</summary>
    private const int ConnectionsMax = 30;

    /// <summary>Statements that a connection keeps compiled, unless set otherwise.</summary>
    private const int StatementsKept = 40;

    private CatalogServer(string connectionString, string place)
    {
        ConnectionString = connectionString;
        Place = place;
    }

    /// <summary>Host, port and database.</summary>
    public string Place { get; }

    /// <summary>Everything, the password included.</summary>
    internal string ConnectionString { get; }

    /// <summary>Reads a connection string: words of Npgsql, like
    /// <c>Host=db1;Database=shield;Username=shield;Password=…</c>, or a URL as PostgreSQL's own tools take
    /// it, <c>postgresql://shield:…@db1:5432/shield?sslmode=require</c>.</summary>
    /// <param name="text">The text. Whatever it leaves out has a default.</param>
    /// <returns>Null when it is none, or when host or database are missing.</returns>
    public static CatalogServer? Parse(string text)
    {
        try
        {
            var given = Uri.TryCreate(text, UriKind.Absolute, out var url)
                && url.Scheme is "postgresql" or "postgres"
                    ? FromUrl(url)
                    : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(given.Host) || string.IsNullOrEmpty(given.Database)) return null;
            return new CatalogServer(
                WithDefaults(given).ToString(), $"{given.Host}:{given.Port}/{given.Database}");
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>Host, port and database; nothing more.</summary>
    public override string ToString() => Place;

    private static NpgsqlConnectionStringBuilder FromUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var words = new NpgsqlConnectionStringBuilder
        {
            Host = url.DnsSafeHost,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (url.Port > 0) words.Port = url.Port;
        if (user[0].Length > 0) words.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) words.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (word, value) = pair.Split('=', 2) is [var w, var v] ? (w, v) : (pair, "");
            // "verify-full" here is "VerifyFull" there.
            if (word == "sslmode") value = value.Replace("-", "", StringComparison.Ordinal);
            words[Uri.UnescapeDataString(word)] = Uri.UnescapeDataString(value);
        }

        return words;
    }

    private static NpgsqlConnectionStringBuilder WithDefaults(NpgsqlConnectionStringBuilder given)
    {
        Default("Timeout", ConnectSecondsMax);
        Default("Command Timeout", StatementSecondsMax);
        Default("Maximum Pool Size", Math.Max(ConnectionsMax, given.MinPoolSize));
        Default("Max Auto Prepare", StatementsKept);
        Default("Application Name", "shield");
        Default("Tcp Keepalive", true);

        // Nothing here changes a session: seven statements less for each connection that is lent.
        Default("No Reset On Close", true);

        // It would put the content of rows into messages.
        given.IncludeErrorDetail = false;
        return given;

        void Default(string word, object value)
        {
            // Whether it contains a key says no more than that the word is known.
            if (!given.ShouldSerialize(word)) given[word] = value;
        }
    }
}
