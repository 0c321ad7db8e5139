namespace Shield.Plugins.S3.Server;

/// <summary>Says of failed connections that they failed.</summary>
internal sealed class PlainHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new WayFailure(fault);
        }
    }
}
