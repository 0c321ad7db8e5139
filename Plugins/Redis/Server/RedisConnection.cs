using System.Globalization;
using System.Net;
using System.Text;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Server;

/// <summary>A connection on which commands are sent, one after another.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>No answer that this plugin asks for comes near.</summary>
    private const long AnswerBytesMax = 256L * 1024 * 1024;

    private const int ItemsMax = 1_000_000;

    private RedisConnection(Wire wire, IPAddress? local)
    {
        Wire = wire;
        Local = local;
    }

    /// <summary>What the commands travel on; whoever has become a replica reads from it.</summary>
    public Wire Wire { get; }

    /// <summary>The address by which this machine reached the server; null for a socket.</summary>
    public IPAddress? Local { get; }

    /// <summary>Connects, and says who we are.</summary>
    /// <exception cref="PluginException">The server is not reached, or refuses.</exception>
    public static async Task<RedisConnection> OpenAsync(Address address, CancellationToken cancellationToken)
    {
        var (stream, local) = await Connector.ConnectAsync(address, cancellationToken);
        var connection = new RedisConnection(new Wire(stream, address.Where, HintFor(address)), local);
        try
        {
            if (address.Password is { } password)
            {
                string[] names = address.Username is { } name ? [name] : [];
                await connection.AskAsync(["AUTH", .. names, password], cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a command that must succeed.</summary>
    /// <exception cref="PluginException">The server refuses it.</exception>
    public async Task<RespValue> AskAsync(string[] command, CancellationToken cancellationToken) =>
        await TryAsync(command, cancellationToken) is var answer && answer is RespValue.Refusal(var words)
            ? throw Refusals.Of(command[0], words)
            : answer;

    /// <summary>Sends a command whose answer is text.</summary>
    public async Task<string> AskTextAsync(string[] command, CancellationToken cancellationToken) =>
        await AskAsync(command, cancellationToken) switch
        {
            RespValue.Text(var text) => text,
            RespValue.Bytes(var bytes) => Encoding.UTF8.GetString(bytes),
            _ => throw Wire.Failure($"gave an unexpected answer to {command[0]}"),
        };

    /// <summary>Sends a command; a refusal is an answer.</summary>
    public async Task<RespValue> TryAsync(string[] command, CancellationToken cancellationToken)
    {
        await SendAsync(command, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>Sends a command, and leaves its answer to be read.</summary>
    public ValueTask SendAsync(string[] command, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"*{command.Length}\r\n");
        foreach (var word in command)
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
        return Wire.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
    }

    public ValueTask DisposeAsync() => Wire.DisposeAsync();

    /// <summary>In TLS 1.3 a client hears only afterwards that its certificate is missing.</summary>
    private static string HintFor(Address address) => address.Trust is null ? ""
        : address.Certificate is null ? $": it may ask for a certificate ({RedisFields.ClientCertificate})"
        : $": it may not trust our certificate ({RedisFields.ClientCertificate})";

    private async Task<RespValue> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await Wire.ReadLineAsync(cancellationToken);
        return line.Length == 0 ? throw Strange() : line[0] switch
        {
            '+' => new RespValue.Text(line[1..]),
            '-' => new RespValue.Refusal(line[1..]),
            ':' => new RespValue.Number(NumberOf(line)),
            '$' => await ReadBytesAsync(NumberOf(line), cancellationToken),
            '*' => await ReadItemsAsync(NumberOf(line), cancellationToken),
            _ => throw Strange(),
        };
    }

    private async Task<RespValue> ReadBytesAsync(long count, CancellationToken cancellationToken)
    {
        if (count < 0) return new RespValue.Nothing();
        if (count > AnswerBytesMax) throw Strange();
        var bytes = await Wire.ReadExactlyAsync((int)count, cancellationToken);
        await Wire.ReadLineAsync(cancellationToken);
        return new RespValue.Bytes(bytes);
    }

    private async Task<RespValue> ReadItemsAsync(long count, CancellationToken cancellationToken)
    {
        if (count < 0) return new RespValue.Nothing();
        if (count > ItemsMax) throw Strange();
        var items = new List<RespValue>();
        for (; count > 0; count--) items.Add(await ReadAsync(cancellationToken));
        return new RespValue.Items(items);
    }

    private long NumberOf(string line) =>
        long.TryParse(
            line.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Strange();

    private PluginException Strange() => Wire.Failure("does not speak the protocol of Redis");
}
