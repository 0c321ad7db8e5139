using System.Net;

namespace Shield.Api.Client;

public sealed partial class ShieldClient
{
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>A core that asks for more time than this is not waited for.</summary>
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromSeconds(5);

    /// <summary>After a connection was lost: time for a core that starts anew.</summary>
    private static readonly TimeSpan LostPause = TimeSpan.FromSeconds(1);

    /// <summary>Measures the pause before something is said again.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Makes or starts something, under a key by which the core knows it again. So it may be said
    /// once more when the connection was lost and nobody knows whether it arrived, or when the core asks for
    /// a moment, and nothing is done twice.</summary>
    private async Task<(ReadOnlyMemory<byte> Json, string? Tag)> SendPostAsync(
        string path, ReadOnlyMemory<byte>? json, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("D");
        TimeSpan pause;
        try
        {
            return await SendAsync(Post(path, json, key), cancellationToken);
        }
        catch (CoreUnreachableException lost) when (lost.WasConnected)
        {
            pause = LostPause;
        }
        catch (ApiRefusalException busy) when (
            busy.Status is HttpStatusCode.ServiceUnavailable && busy.RetryAfter <= RetryAfterMax)
        {
            pause = busy.RetryAfter.Value;
        }

        await Task.Delay(pause, Clock, cancellationToken);
        return await SendAsync(Post(path, json, key), cancellationToken);
    }

    private static HttpRequestMessage Post(string path, ReadOnlyMemory<byte>? json, string key)
    {
        var post = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = json is { } body ? Body(body) : null,
        };
        post.Headers.Add(KeyHeader, key);
        return post;
    }
}
