using System.Text;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Server;

/// <summary>The one file of options that the programs read, instead of arguments and variables that others
/// could see.</summary>
/// <remarks>https://mariadb.com/kb/en/configuring-mariadb-with-option-files/</remarks>
internal static class OptionFile
{
    /// <summary>The programs cut longer lines.</summary>
    private const int ValueBytesMax = 2000;

    /// <summary>Writes it.</summary>
    /// <returns>Its path.</returns>
    public static string Write(SecretFolder secrets, Endpoint endpoint, Address address, bool isMaria)
    {
        var lines = new List<string>
        {
            "[client]",
            Line("user", MysqlFields.User, address.User),
            "default-character-set=utf8mb4",
            "max_allowed_packet=1G",
        };
        if (endpoint.Text(MysqlFields.Password) is { } password)
            lines.Add(Line("password", MysqlFields.Password, password));
        lines.AddRange(
            address.Socket is { } socket
                ? [Line("socket", MysqlFields.Socket, socket), "protocol=socket"]
                : [Line("host", MysqlFields.Host, address.Host), $"port={address.Port}", "protocol=tcp"]);
        lines.AddRange(Tls(endpoint.Text(MysqlFields.SslMode) ?? "prefer", isMaria));
        lines.AddRange(Certificates(secrets, endpoint));
        return secrets.Write("options.cnf", string.Join('\n', lines) + "\n");
    }

    /// <summary>A value as the file wants it, whatever is in it.</summary>
    public static string Quoted(string value) =>
        "\"" + value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal) + "\"";

    /// <summary>The two families of programs have different words for the same.</summary>
    public static IReadOnlyList<string> Tls(string mode, bool isMaria) => (mode, isMaria) switch
    {
        ("disable", true) => ["skip-ssl"],
        ("require", true) => ["ssl", "skip-ssl-verify-server-cert"],
        ("verify-full", true) => ["ssl", "ssl-verify-server-cert"],
        ("disable", false) => ["ssl-mode=DISABLED"],
        ("prefer", false) => ["ssl-mode=PREFERRED"],
        ("require", false) => ["ssl-mode=REQUIRED"],
        ("verify-full", false) => ["ssl-mode=VERIFY_IDENTITY"],
        _ => [],
    };

    private static IEnumerable<string> Certificates(SecretFolder secrets, Endpoint endpoint)
    {
        foreach (var (field, option) in new[]
        {
            (MysqlFields.SslCa, "ssl-ca"), (MysqlFields.SslCert, "ssl-cert"), (MysqlFields.SslKey, "ssl-key"),
        })
        {
            if (endpoint.Text(field) is { } pem)
                yield return $"{option}={Quoted(secrets.Write(option + ".pem", pem))}";
        }
    }

    private static string Line(string option, string field, string value)
    {
        if (value.Any(char.IsControl))
            throw Endpoint.Invalid(field, "has more than one line, or a control character in it");
        return Encoding.UTF8.GetByteCount(value) > ValueBytesMax
            ? throw Endpoint.Invalid(field, $"is longer than {ValueBytesMax} bytes")
            : $"{option}={Quoted(value)}";
    }
}
