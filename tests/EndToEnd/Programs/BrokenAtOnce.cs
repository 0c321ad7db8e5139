using System.Net.Sockets;

namespace Shield.EndToEnd.Programs;

/// <summary>A connection that is reset before it has been used comes out of the framework's handler as an
/// exception of the socket. It means the same as any other that broke.</summary>
internal sealed class BrokenAtOnce() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException broken)
        {
            throw new HttpRequestException("the connection broke at once", broken);
        }
    }
}
