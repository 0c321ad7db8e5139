using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;

namespace Shield.Silo.Hosting.ClusterTls;

/// <summary>Puts mutual TLS around every connection between silos. Who shows no certificate of the cluster's
/// authority, or claims an address that it does not name, is left without a word of the framework.</summary>
internal sealed class TlsConnections
{
    /// <summary>How long a handshake may take.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long before its certificate ends a start says so.</summary>
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(30);

    private readonly ClusterCertificate _own;
    private readonly SiloIdentities _silos;
    private readonly Serializer _serializer;
    private readonly TimeProvider _clock;
    private readonly Refusals _refusals;

    public TlsConnections(
        ClusterCertificate own,
        SiloIdentities silos,
        Serializer serializer,
        TimeProvider clock,
        ILogger<TlsConnections> logger)
    {
        (_own, _silos, _serializer, _clock) = (own, silos, serializer, clock);
        _refusals = new Refusals(clock, logger);
        if (own.EndsAt - clock.GetUtcNow() < EndsSoon) logger.CertificateEndsSoon(own.EndsAt);
    }

    /// <summary>Around a connection that another silo has made.</summary>
    public ConnectionDelegate Answer(ConnectionDelegate next) => context => RunAsync(context, null, next);

    /// <summary>Around a connection that this silo makes.</summary>
    public ConnectionDelegate Call(ConnectionDelegate next) =>
        context => RunAsync(context, (IPEndPoint)context.RemoteEndPoint!, next);

    private async Task RunAsync(ConnectionContext context, IPEndPoint? called, ConnectionDelegate next)
    {
        var plain = context.Transport;
        await using var stream = new SslStream(new PipeStream(plain), leaveInnerStreamOpen: false);
        if (await ShakeHandsAsync(context, stream, called) is not { } names) return;

        var hasSpoken = false;
        IDisposable? noted = null;
        var input = new PreambleReader(
            PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)),
            _serializer,
            claimed =>
            {
                hasSpoken = true;
                noted = Check(context, claimed, called, names);
            });
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        context.Transport = new Pipes(input, output);
        try
        {
            await next(context);
        }
        finally
        {
            // In TLS 1.3 whoever calls learns only now that its certificate was refused.
            if (!hasSpoken) Refuse(context, called, "it has hung up without a word; its own log may say why");
            noted?.Dispose();
            await input.CompleteAsync();
            await output.CompleteAsync(new ConnectionAbortedException());

            // What the framework closes in the end is the socket.
            context.Transport = plain;
        }
    }

    /// <summary>Whom the other's certificate names; null when there will be no connection.</summary>
    private async Task<CertificateNames?> ShakeHandsAsync(
        ConnectionContext context, SslStream stream, IPEndPoint? called)
    {
        var other = new OtherSide(called?.Address);
        using var timeout = new CancellationTokenSource(HandshakeTimeout, _clock);
        try
        {
            await (called is null
                ? stream.AuthenticateAsServerAsync(_own.ForAnswering(other.IsAccepted), timeout.Token)
                : stream.AuthenticateAsClientAsync(
                    _own.ForCalling(called.Address, other.IsAccepted), timeout.Token));
            return other.Names;
        }
        catch (Exception e) when (timeout.IsCancellationRequested && e is OperationCanceledException)
        {
            Refuse(context, called, $"no handshake within {HandshakeTimeout.TotalSeconds:0} seconds");

            // Nobody may be reading what would still be sent.
            context.Abort();
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            Refuse(context, called, other.Fault ?? $"it speaks no TLS, or has hung up: {e.Message}");
        }

        return null;
    }

    private IDisposable Check(
        ConnectionContext context, SiloAddress? claimed, IPEndPoint? called, CertificateNames names)
    {
        var place = claimed?.Endpoint;
        var fault = place is null ? "it does not say which silo it is"
            : called is not null && !place.Equals(called) ? $"it says that it is {place}"
            : !names.Has(place.Address) ? $"its certificate does not name {place.Address}, as it says itself"
            : null;
        if (fault is null) return _silos.Open(place!, names);
        Refuse(context, called, fault);
        throw new AuthenticationException(fault);
    }

    private void Refuse(ConnectionContext context, IPEndPoint? called, string why) =>
        _refusals.Tell(called is null ? "from" : "to", context.RemoteEndPoint, why);

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>What is seen of the other side in a handshake.</summary>
    /// <param name="called">The address that it is to have; null for any.</param>
    private sealed class OtherSide(IPAddress? called)
    {
        public CertificateNames? Names { get; private set; }

        public string? Fault { get; private set; }

        public bool IsAccepted(
            object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
        {
            Fault = Examine(shown as X509Certificate2, chain, errors);
            return Fault is null;
        }

        private string? Examine(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
        {
            if (shown is null || chain is null) return "it shows no certificate";
            if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
                return $"its certificate {ChainFaults.Explain(chain)}";
            try
            {
                Names = CertificateNames.Of(shown);
            }
            catch (CryptographicException)
            {
                return "its certificate has malformed names";
            }

            if (called is not null && !Names.Has(called)) return $"its certificate does not name {called}";
            return errors is SslPolicyErrors.None ? null : $"its certificate is not accepted: {errors}";
        }
    }
}
