using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shield.Domain.Agents;

/// <summary>The host:port by which targets name an agent. A label: nothing need listen there.</summary>
/// <remarks>An IPv6 address stands in brackets: <c>[::1]:5444</c>. The host is kept in lower case.</remarks>
[GenerateSerializer, Immutable, Alias("shield.AgentAddress"), JsonConverter(typeof(AgentAddressConverter))]
public readonly record struct AgentAddress
{
    /// <summary>The longest address, in characters.</summary>
    public const int LengthMax = 260;

    private AgentAddress(string value) => Value = value;

    /// <summary>The host:port.</summary>
    [Id(0)]
    public string Value { get; }

    /// <summary>The address, or null when the text is not host:port with a port of 1 to 65535.</summary>
    public static AgentAddress? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= LengthMax }) return null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0) return null;

        var host = text[..colon];
        var digits = text[(colon + 1)..];
        var isPort = ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        if (!isPort || port == 0 || !IsHost(host)) return null;
        return new AgentAddress($"{host.ToLowerInvariant()}:{port}");
    }

    /// <summary>The host:port.</summary>
    public override string ToString() => Value;

    private static bool IsHost(string host) => host is ['[', .., ']']
        ? Uri.CheckHostName(host[1..^1]) == UriHostNameType.IPv6
        : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
}

internal sealed class AgentAddressConverter : JsonConverter<AgentAddress>
{
    public override AgentAddress Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AgentAddress.Parse(reader.GetString()) ?? throw new JsonException("not host:port");

    public override void Write(Utf8JsonWriter writer, AgentAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
