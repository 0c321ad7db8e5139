using System.Net;
using Microsoft.Extensions.Logging;
using Shield.Domain.Agents;
using Shield.Domain.Archives;
using Shield.Silo.Catalog;

namespace Shield.Silo.Hosting.Settings;

/// <summary>Everything that can be set, checked. Only <see cref="SettingsReader"/> makes one.</summary>
public sealed record ShieldSettings
{
    /// <summary>State, keys, embedded catalog, run files.</summary>
    public required string Home { get; init; }

    /// <summary>The API and UI: an http or https URL of an address or of localhost; port 0 takes a free one.
    /// It is https exactly when there is a <see cref="Tls"/>.</summary>
    public required Uri Listen { get; init; }

    /// <summary>What makes the API HTTPS; null when nothing does.</summary>
    public required TlsFiles? Tls { get; init; }

    /// <summary>The server that the catalog is on; null for the embedded one.</summary>
    public required CatalogServer? Database { get; init; }

    /// <summary>The host:port by which targets name this process's agent; null when it runs no pipelines.
    /// </summary>
    public required AgentAddress? Agent { get; init; }

    /// <summary>Folders to search for plugins, before those shipped with the program.</summary>
    public required IReadOnlyList<string> PluginPath { get; init; }

    /// <summary>Address and port for cluster traffic, which the other silos are told; port 0 takes a free
    /// one. It is on loopback unless there is a <see cref="SiloTls"/>.</summary>
    public required IPEndPoint Silo { get; init; }

    /// <summary>What makes cluster traffic mutual TLS; null when nothing does.</summary>
    public required SiloTlsFiles? SiloTls { get; init; }

    /// <summary>Pipelines at once on one agent, 1 to <see cref="WorkersMax"/>.</summary>
    public required int Workers { get; init; }

    /// <summary>Zone of schedules that name none.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>How long a task may wait, and how long each attempt may take.</summary>
    public required TimeSpan TaskTimeout { get; init; }

    /// <summary>How long what is over is remembered.</summary>
    public required HistoryLimits History { get; init; }

    /// <summary>What /v1/status calls this installation.</summary>
    public required string Name { get; init; }

    /// <summary>Whether every schedule is every minute.</summary>
    public required bool DevMode { get; init; }

    /// <summary>The least grave messages that are logged.</summary>
    public required LogLevel Log { get; init; }

    /// <summary>The most pipelines at once on one agent.</summary>
    public const int WorkersMax = 256;

    /// <summary>The shortest deadline of a task.</summary>
    public static readonly TimeSpan TaskTimeoutMin = TimeSpan.FromSeconds(1);

    /// <summary>The longest deadline of a task.</summary>
    public static readonly TimeSpan TaskTimeoutMax = TimeSpan.FromDays(30);
}

/// <summary>A certificate and its key, in PEM; they belong together.</summary>
/// <param name="Cert">The file with the certificate, and behind it those that vouch for it.</param>
/// <param name="Key">The file with its key.</param>
public sealed record TlsFiles(string Cert, string Key);

/// <summary>By what the silos of a cluster know each other, in PEM.</summary>
/// <param name="Cert">The file with this silo's certificate, and behind it those that vouch for it.</param>
/// <param name="Key">The file with its key.</param>
/// <param name="Ca">The file with the authority that every silo of the cluster trusts, and no other.</param>
public sealed record SiloTlsFiles(string Cert, string Key, string Ca);

/// <summary>What became of reading the settings.</summary>
/// <param name="Settings">All of them; null when there is any fault.</param>
/// <param name="Faults">Every fault, one clear line each; none when all is well.</param>
public sealed record SettingsReading(ShieldSettings? Settings, IReadOnlyList<string> Faults);
