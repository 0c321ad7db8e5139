using System.Net;
using Microsoft.Extensions.Logging;
using Shield.Domain.Agents;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>What is said of cluster traffic. Its event ids are the 7100s.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 7101, Level = LogLevel.Warning,
        Message = "no cluster connection {Direction} {Remote}: {Why}")]
    public static partial void ConnectionRefused(
        this ILogger logger, string direction, EndPoint? remote, string why);

    [LoggerMessage(EventId = 7102, Level = LogLevel.Warning,
        Message = "silo {Silo} says that it is agent {Agent} and gets no work: its certificate does not name"
            + " {Host}")]
    public static partial void LabelNotNamed(
        this ILogger logger, IPEndPoint silo, AgentAddress agent, string host);

    [LoggerMessage(EventId = 7103, Level = LogLevel.Warning,
        Message = "the certificate in SHIELD_SILO_CERT ends at {EndsAt:u}: put a new one there, then start"
            + " again")]
    public static partial void CertificateEndsSoon(this ILogger logger, DateTimeOffset endsAt);
}
